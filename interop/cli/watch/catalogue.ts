/** The catalogue while its files change. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ScenarioError } from "../../model/error.ts";
import type { Scenario } from "../../model/scenario.ts";
import { loadScenario } from "../../scenarios/load.ts";

export class LiveCatalogue {
	readonly #folder: string;
	/** By id. */
	readonly #scenarios: Map<string, Scenario>;
	/** By id: what is wrong with a file as it is now. */
	readonly #problems = new Map<string, ScenarioError>();

	constructor(folder: string, scenarios: readonly Scenario[]) {
		this.#folder = folder;
		this.#scenarios = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
	}

	/** Sorted by id; of a file that is wrong, as it was before. */
	scenarios(): Scenario[] {
		return [...this.#scenarios.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
	}

	/** What is wrong with the files of these scenarios. */
	problemsOf(ids: Iterable<string>): ScenarioError[] {
		return [...ids].flatMap((id) => this.#problems.get(id) ?? []);
	}

	isBroken(id: string): boolean {
		return this.#problems.has(id);
	}

	/** Ids of all, those with a file that is wrong included. */
	ids(): Set<string> {
		return new Set([...this.#scenarios.keys(), ...this.#problems.keys()]);
	}

	/** Reads these files again, by their paths below the catalogue; gives the ids. */
	read(files: Iterable<string>): Set<string> {
		const ids = [...files].map((file) => {
			const id = file.replace(/\.ya?ml$/, "");
			this.#problems.delete(id);
			if (existsSync(join(this.#folder, "catalogue", file))) this.#readOne(id, file);
			else this.#scenarios.delete(id);
			return id;
		});
		return new Set(ids);
	}

	/** Reads all again, since what they are made of has changed. */
	readAll(): void {
		this.read([...this.ids()].map((id) => this.#fileOf(id)));
	}

	#fileOf(id: string): string {
		return existsSync(join(this.#folder, "catalogue", `${id}.yml`)) ? `${id}.yml` : `${id}.yaml`;
	}

	#readOne(id: string, file: string): void {
		try {
			this.#scenarios.set(id, loadScenario(this.#folder, file));
		} catch (problem) {
			if (!(problem instanceof ScenarioError)) throw problem;
			this.#problems.set(id, problem);
		}
	}
}
