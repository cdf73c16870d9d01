/** Which batch may start next: so many at once, and never more open calls on a server than it bears. */
import type { BatchPlan } from "../model/plan.ts";

export interface Limits {
	/** Batches at once that keep the machine busy. */
	readonly parallel: number;
	/** Most open calls on the instance of a batch; null for no limit. */
	capacityOf(batch: BatchPlan): number | null;
}

/** Does a batch; calls `quiet` once it needs little more than time. */
export type Work = (batch: BatchPlan, quiet: () => void) => Promise<void>;

/**
 * Runs every batch once, starting each as soon as the limits allow: the timed ones first, and by
 * themselves, because their clocks would show what else the machine has to do. Stops starting when
 * `signal` is aborted or work rejects; resolves once all that were started are over, and rejects then
 * where work did.
 */
export async function schedule(
	batches: readonly BatchPlan[],
	limits: Limits,
	work: Work,
	signal: AbortSignal,
): Promise<void> {
	for (const timed of [true, false]) {
		const phase = batches.filter((batch) => batch.timed === timed);
		await runPhase(phase, limits, work, signal);
	}
}

async function runPhase(
	batches: readonly BatchPlan[],
	limits: Limits,
	work: Work,
	signal: AbortSignal,
): Promise<void> {
	const waiting = [...batches];
	const running = new Set<BatchPlan>();
	const busy = new Set<BatchPlan>();
	const load = new Map<string, number>();
	let changed = Promise.withResolvers<void>();
	const faults: unknown[] = [];
	const fits = (batch: BatchPlan) => {
		const capacity = limits.capacityOf(batch);
		const open = load.get(batch.instance) ?? 0;
		// A batch heavier than the whole capacity would wait for ever: it runs alone.
		return capacity === null || open === 0 || open + batch.weight <= capacity;
	};
	const add = (batch: BatchPlan, weight: number) =>
		load.set(batch.instance, (load.get(batch.instance) ?? 0) + weight);
	const start = (batch: BatchPlan) => {
		running.add(batch);
		busy.add(batch);
		add(batch, batch.weight);
		const quiet = () => {
			if (batch.timed && busy.delete(batch)) changed.resolve();
		};
		const fault = (problem: unknown) => void faults.push(problem);
		void work(batch, quiet)
			.catch(fault)
			.then(() => {
				running.delete(batch);
				busy.delete(batch);
				add(batch, -batch.weight);
				changed.resolve();
			});
	};
	for (;;) {
		changed = Promise.withResolvers<void>();
		while (!signal.aborted && faults.length === 0 && busy.size < limits.parallel) {
			const at = waiting.findIndex(fits);
			const [next] = at === -1 ? [] : waiting.splice(at, 1);
			if (next === undefined) break;
			start(next);
		}
		if (running.size === 0) break;
		await changed.promise;
	}
	if (faults.length > 0) throw faults[0];
}
