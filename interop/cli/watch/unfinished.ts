/** Which cells of a round have to run again, where it was given up. */
import type { BatchPlan, Plan } from "../../model/plan.ts";

/** Batches are crossed off as they are over. */
export class Unfinished {
	readonly #left: Map<string, readonly string[]>;
	/** Of batches in which not all was as it should be. */
	readonly #bad = new Set<string>();

	constructor({ batches }: Pick<Plan, "batches">) {
		this.#left = new Map(batches.map(({ id, cells }) => [id, cells]));
	}

	over({ id, cells }: Pick<BatchPlan, "id" | "cells">, bad: boolean): void {
		this.#left.delete(id);
		if (bad) for (const cell of cells) this.#bad.add(cell);
	}

	/** Whether there are batches that are not over. */
	get any(): boolean {
		return this.#left.size > 0;
	}

	/** Ids of the cells that did not run, or not as they should: whoever goes on tells of those again. */
	cells(): Set<string> {
		return new Set([...this.#left.values()].flat()).union(this.#bad);
	}
}
