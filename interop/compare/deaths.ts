/** The server instances that died in a run, and the cells whose calls they had then. */
import type { Cell } from "../model/plan.ts";
import type { BatchRecord } from "../model/record.ts";
import type { Death } from "../model/results.ts";
import type { RunFacts } from "../model/run-facts.ts";
import { endsItsServer } from "../model/scenario.ts";

/** A death is seen a little later than it happens, and a call may have ended just before it. */
const SLACK_MS = { seen: 1_000, before: 100 } as const;

interface Ran {
	readonly cell: Cell;
	/** Milliseconds since the epoch. */
	readonly from: number;
	readonly to: number;
}

/** In the order of the plan; `red`: the ids of the cells that are not as they should be. */
export function deathsOf(facts: RunFacts, red: ReadonlySet<string>): Death[] {
	const { plan } = facts;
	const records = new Map(facts.batches.map((record) => [record.batch, record]));
	const instances = new Map(facts.instances.map((record) => [record.instance, record]));
	const cells = new Map(plan.cells.map((cell) => [cell.id, cell]));
	const scenarios = new Map(facts.scenarios.map((scenario) => [scenario.id, scenario]));
	const asksForIt = ({ scenario, behaviour }: Cell) => {
		const script = scenarios.get(scenario)?.scripts[behaviour];
		return script !== undefined && endsItsServer(script);
	};
	return plan.instances.flatMap(({ id, server }): Death[] => {
		const record = instances.get(id);
		const [first] = record?.away ?? [];
		if (!record?.died || first === undefined) return [];
		const batches = plan.batches.filter(({ instance }) => instance === id);
		const its = batches.flatMap((batch) => batch.cells.flatMap((cell) => cells.get(cell) ?? []));
		if (its.some(asksForIt)) return [];
		// Where nothing of it is red, the ledger knows of the death, or its scenarios wanted it.
		if (!its.some((cell) => red.has(cell.id))) return [];
		const ran = batches.flatMap(({ id, cells: ids }) =>
			periods(
				records.get(id),
				ids.flatMap((cell) => cells.get(cell) ?? []),
			),
		);
		const suspects = record.away.flatMap(({ from }) => amid(Date.parse(from), ran, red));
		return [
			{
				server,
				instance: id,
				exit: record.exit,
				at: first.from,
				times: record.away.length,
				suspects: [...new Set(suspects)],
				said: record.said ?? null,
			},
		];
	});
}

/** Those of several repetitions of a run: each repetition has cells of its own, and the same servers. */
export function deathsTogether(all: readonly Death[]): Death[] {
	const byInstance = Map.groupBy(all, ({ instance }) => instance);
	return [...byInstance.values()].flatMap((same) =>
		same.slice(0, 1).map((death) => ({
			...death,
			suspects: [...new Set(same.flatMap(({ suspects }) => suspects))],
		})),
	);
}

/** When its jobs ran, counted back from its end: how long the driver took to start is not told. */
function periods(record: BatchRecord | undefined, cells: readonly Cell[]): Ran[] {
	if (record === undefined) return [];
	const byJob = new Map(cells.map((cell) => [cell.job, cell]));
	let to = Date.parse(record.ended);
	return record.jobs.toReversed().flatMap(({ line, ms }) => {
		const end = to;
		to -= ms;
		const cell = byJob.get(line.job);
		// Jobs run side by side: it may have begun before the line of another.
		const lasted = Math.max(ms, line.events?.at(-1)?.[0] ?? 0);
		return cell ? [{ cell, from: end - lasted, to: end }] : [];
	});
}

/** What ran when the first call was lost, or had ended just before; what began later are victims. */
function amid(died: number, ran: readonly Ran[], red: ReadonlySet<string>): string[] {
	const lost = ran
		.filter(({ cell, from, to }) => red.has(cell.id) && from <= died && to >= died - SLACK_MS.seen)
		.map(({ to }) => to);
	const moment = Math.min(died, ...lost);
	return ran
		.filter(({ from, to }) => from <= moment && to >= moment - SLACK_MS.before)
		.toSorted((one, other) => one.to - other.to)
		.map(({ cell }) => cell.id);
}
