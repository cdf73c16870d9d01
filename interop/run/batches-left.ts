/** How many batches each instance still has before it. */
import type { BatchPlan } from "../model/plan.ts";

export class BatchesLeft {
	readonly #left = new Map<string, number>();

	constructor(batches: readonly BatchPlan[]) {
		for (const { instance } of batches) this.#add(instance, 1);
	}

	/** Crosses batches off; returns the instances that have none left. */
	take(batches: readonly BatchPlan[]): string[] {
		for (const { instance } of batches) this.#add(instance, -1);
		const touched = new Set(batches.map(({ instance }) => instance));
		return [...touched].filter((instance) => this.#left.get(instance) === 0);
	}

	#add(instance: string, count: number): void {
		this.#left.set(instance, (this.#left.get(instance) ?? 0) + count);
	}
}
