/** One job, once: its steps in order, in a workspace of its own. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../../interop/support/run-program.ts";
import { carryOut, type Done, type Surroundings } from "./actions.ts";
import { type Contexts, filled, holds, type Standing } from "./expressions.ts";
import type { Job, Step, Workflow } from "./file.ts";

export interface Order {
	readonly workflow: Workflow;
	readonly job: Job;
	/** The contexts that are the same for all of its steps. */
	readonly contexts: Contexts;
	readonly around: Surroundings;
	/** For files that steps write to. */
	readonly temporary: string;
	readonly say: (line: string) => void;
	readonly signal: AbortSignal;
}

export interface Ended {
	readonly failed: boolean;
	readonly outputs: Readonly<Record<string, string>>;
	/** Markdown. */
	readonly summary: string;
}

/** Runs the steps; a step that fails fails the job, and is no error of this program's. */
export async function runJob(order: Order): Promise<Ended> {
	const running = new RunningJob(order);
	for (const [index, step] of order.job.steps.entries()) await running.step(step, index + 1);
	return running.end();
}

interface StepState {
	readonly outputs: Readonly<Record<string, string>>;
	readonly outcome: "success" | "failure" | "skipped";
}

class RunningJob {
	readonly #order: Order;
	readonly #steps: Record<string, StepState> = {};
	readonly #later: (() => void)[] = [];
	#env: Record<string, string>;
	#failed = false;
	readonly #summary: string;

	constructor(order: Order) {
		this.#order = order;
		const { workspace } = order.around;
		mkdirSync(workspace, { recursive: true });
		mkdirSync(order.temporary, { recursive: true });
		this.#summary = join(order.temporary, "summary.md");
		writeFileSync(this.#summary, "");
		this.#env = {};
		this.#env = this.#filledAll(order.workflow.env);
	}

	async step(step: Step, number: number): Promise<void> {
		const { say } = this.#order;
		const title = step.name ?? step.uses?.replace(/@[0-9a-f]+/, "") ?? `step ${number}`;
		const before = this.#env;
		const finish = (outcome: StepState["outcome"], outputs: Done["outputs"] = {}) => {
			if (step.id !== undefined) this.#steps[step.id] = { outcome, outputs };
			if (outcome === "failure") this.#failed = true;
		};
		if (!holds(step.if, this.#contexts(), this.#standing())) {
			say(`  – ${title}: skipped`);
			finish("skipped");
			return;
		}
		say(`  · ${title}`);
		const own = this.#filledAll(step.env ?? {});
		this.#env = { ...before, ...own };
		try {
			const { outputs, afterwards } = await this.#carryOut(step);
			if (afterwards) this.#later.push(afterwards);
			finish("success", outputs);
		} catch (problem) {
			this.#order.signal.throwIfAborted();
			const why = problem instanceof Error ? problem.message : String(problem);
			say(`  ✗ ${title}: ${why.split("\n")[0]}`);
			finish("failure");
		}
		// What a step exports stays, its own variables go.
		this.#env = { ...before, ...this.#exported() };
	}

	end(): Ended {
		if (!this.#failed) for (const work of this.#later) work();
		const outputs = this.#failed ? {} : this.#filledAll(this.#order.job.outputs);
		return { failed: this.#failed, outputs, summary: readFileSync(this.#summary, "utf8") };
	}

	async #carryOut(step: Step): Promise<Done> {
		if (step.uses !== undefined) {
			return carryOut(step.uses, this.#filledAll(step.with ?? {}), this.#order.around);
		}
		const script = filled(step.run ?? "", this.#contexts(), this.#standing());
		const { workspace } = this.#order.around;
		const output = this.#file("output");
		// npm says where it was typed, and would go on saying it.
		const { INIT_CWD: _, ...inherited } = process.env as Record<string, string>;
		// Told to end, a shell without it would be gone before what it runs, which cleans up in the workspace.
		const patient = `trap 'exit 143' TERM\n${script}`;
		await runProgram(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", patient], {
			cwd: workspace,
			env: {
				...inherited,
				...this.#env,
				CI: "true",
				GITHUB_ACTIONS: "true",
				GITHUB_WORKSPACE: workspace,
				GITHUB_OUTPUT: output,
				GITHUB_ENV: this.#file("env"),
				GITHUB_STEP_SUMMARY: this.#summary,
				RUNNER_TEMP: this.#order.temporary,
			},
			signal: this.#order.signal,
			// It may have started containers.
			orderly: true,
			shown: true,
		});
		return { outputs: assignments(readFileSync(output, "utf8")) };
	}

	#exported(): Record<string, string> {
		return assignments(readFileSync(this.#file("env", false), "utf8"));
	}

	/** A file for a step to write to, empty. */
	#file(name: string, anew = true): string {
		const path = join(this.#order.temporary, name);
		if (anew || !this.#exists.has(path)) writeFileSync(path, "");
		this.#exists.add(path);
		return path;
	}
	readonly #exists = new Set<string>();

	#filledAll(values: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
		return Object.fromEntries(
			Object.entries(values).map(([name, value]) => [
				name,
				filled(value, this.#contexts(), this.#standing()),
			]),
		);
	}

	#contexts(): Contexts {
		return { ...this.#order.contexts, env: this.#env, steps: this.#steps };
	}

	#standing(): Standing {
		return { failed: this.#failed, workspace: this.#order.around.workspace };
	}
}

/** `name=value` by line. Throws Error for GitHub's form of many lines, which nothing here writes. */
export function assignments(text: string): Record<string, string> {
	return Object.fromEntries(
		text
			.split("\n")
			.filter((line) => line !== "")
			.map((line) => {
				const at = line.indexOf("=");
				if (at < 1) throw new Error(`expected name=value, got ${line}`);
				return [line.slice(0, at), line.slice(at + 1)];
			}),
	);
}
