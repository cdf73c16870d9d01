/** What each scenario took of a run. */
import type { Plan } from "../model/plan.ts";
import type { BatchRecord, InstanceRecord } from "../model/record.ts";
import type { RunFacts } from "../model/run-facts.ts";
import { jobMs } from "./latency.ts";

/** What was in progress from one moment to another, in milliseconds, on behalf of scenarios. */
interface Stretch {
	readonly from: number;
	readonly to: number;
	/** By scenario; together 1. */
	readonly shares: ReadonlyMap<string, number>;
}

/**
 * Milliseconds of the run by scenario. Each moment is shared out evenly among the batches that were in
 * progress then, and a batch's part among its cells, by how long their jobs took: what many do at once
 * costs each of them little. A server that a batch has to itself is part of it from its start on.
 */
export function timesOf({ plan, batches, instances }: RunFacts): Map<string, number> {
	const records = new Map(batches.map((record) => [record.batch, record]));
	const starts = startsOf(plan, instances);
	const scenarioOf = new Map(plan.cells.map(({ id, job, scenario }) => [id, { job, scenario }]));
	const stretches = plan.batches.flatMap((batch): Stretch[] => {
		const record = records.get(batch.id);
		if (record === undefined || record.distrust !== null || batch.cells.length === 0) return [];
		const works = batch.cells.flatMap((cell) => scenarioOf.get(cell) ?? []);
		return [
			{
				from: Date.parse(record.started) - (starts.get(batch.instance) ?? 0),
				to: Date.parse(record.ended),
				shares: sharesOf(works, record),
			},
		];
	});
	return sharedOut(stretches);
}

/** Milliseconds that servers took to start, by instance; of those that a batch has to itself. */
function startsOf(plan: Plan, instances: readonly InstanceRecord[]): Map<string, number> {
	const own = new Set(plan.instances.flatMap(({ id, own }) => (own ? [id] : [])));
	return new Map(
		instances
			.filter(({ instance }) => own.has(instance))
			.map(({ instance, start_ms }) => [instance, start_ms ?? 0]),
	);
}

function sharesOf(
	works: readonly { readonly job: string; readonly scenario: string }[],
	record: BatchRecord,
): Map<string, number> {
	const took = new Map(record.jobs.map((answer) => [answer.line.job, jobMs(answer)]));
	// None takes nothing: the way there and back is not in what a driver tells.
	const parts = works.map(({ job, scenario }) => [scenario, 1 + (took.get(job) ?? 0)] as const);
	const whole = parts.reduce((sum, [, ms]) => sum + ms, 0);
	const shares = new Map<string, number>();
	for (const [scenario, ms] of parts) add(shares, scenario, ms / whole);
	return shares;
}

function sharedOut(stretches: readonly Stretch[]): Map<string, number> {
	const edges = stretches
		.flatMap((stretch) => [
			{ at: stretch.from, stretch, begins: true },
			{ at: stretch.to, stretch, begins: false },
		])
		.sort((one, other) => one.at - other.at);
	const times = new Map<string, number>();
	const open = new Set<Stretch>();
	let before = edges[0]?.at ?? 0;
	for (const { at, stretch, begins } of edges) {
		for (const { shares } of open) {
			for (const [scenario, share] of shares) {
				add(times, scenario, ((at - before) * share) / open.size);
			}
		}
		before = at;
		if (begins) open.add(stretch);
		else open.delete(stretch);
	}
	return times;
}

function add(sums: Map<string, number>, key: string, value: number): void {
	sums.set(key, (sums.get(key) ?? 0) + value);
}
