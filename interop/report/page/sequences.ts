/** The sequences of all cells: the same one, and the same text in it, are stored once. */
import { cellId } from "../../model/plan.ts";
import type { ResultCell } from "../../model/results.ts";
import type { ReportData } from "../load.ts";
import type { PageArrow } from "./data.ts";
import { Pool } from "./pool.ts";
import { sequence } from "./sequence.ts";

export class Sequences {
	readonly #data: ReportData;
	readonly #sequences = new Pool<readonly PageArrow[]>();
	readonly #texts = new Pool<string>();
	readonly #planned: ReadonlyMap<string, ReportData["plan"]["cells"][number]>;

	constructor(data: ReportData) {
		this.#data = data;
		this.#planned = new Map(data.plan.cells.map((cell) => [cell.id, cell]));
	}

	get items(): readonly (readonly PageArrow[])[] {
		return this.#sequences.items;
	}

	get texts(): readonly string[] {
		return this.#texts.items;
	}

	/** A cell's sequence by its index, and the time of each arrow; -1 where there is none. */
	add(cell: ResultCell): { readonly index: number; readonly times: readonly number[] | null } {
		const id = cellId(cell);
		const planned = this.#planned.get(id);
		const script = planned && this.#data.scenarios.get(cell.scenario)?.scripts[planned.behaviour];
		if (!planned || !script) return { index: -1, times: null };
		const line = this.#data.lines.get(id) ?? null;
		const arrows = sequence(script, line, planned.places, cell.outcome !== "passed");
		const index = this.#sequences.add(
			arrows.map(({ kind, call, text, address }) => [kind, call, this.#texts.add(text), address]),
		);
		const timed = arrows.some(({ ms }) => ms !== null);
		return { index, times: timed ? arrows.map(({ ms }) => ms ?? -1) : null };
	}
}
