import { expect, test } from "vitest";
import type { RunFacts } from "../model/run-facts.ts";
import { factsOf } from "../test/support/facts.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { timesOf } from "./times.ts";

const KNOWN = "get-feature/known-point";
const UNKNOWN = "get-feature/unknown-point";
const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();

/** Two clients' batches, from one moment to another, in milliseconds; jobs took so long. */
function ran(
	times: readonly (readonly [number, number])[],
	jobs: Readonly<Record<string, number>> = {},
): RunFacts {
	const facts = factsOf(
		[smallServer("healthy"), smallClient("healthy"), smallClient("healthy-2")],
		{
			scenarios: [KNOWN, UNKNOWN],
		},
	);
	const real = facts.plan.batches.filter(({ preflight }) => preflight === null).map(({ id }) => id);
	const scenarios = new Map(facts.plan.cells.map(({ job, scenario }) => [job, scenario]));
	return {
		...facts,
		batches: facts.batches.map((record) => {
			const [from, to] = times[real.indexOf(record.batch)] ?? [0, 0];
			return {
				...record,
				started: at(from),
				ended: at(to),
				jobs: record.jobs.map(({ line: { events: _, ...line } }) => ({
					line,
					ms: jobs[scenarios.get(line.job) ?? ""] ?? 0,
				})),
			};
		}),
	};
}
const rounded = (facts: RunFacts) =>
	Object.fromEntries([...timesOf(facts)].map(([id, ms]) => [id, Math.round(ms)]));

test("what two batches do at once is counted once, what they do in turn is added up", () => {
	expect(
		rounded(
			ran([
				[0, 100],
				[0, 100],
			]),
		),
	).toEqual({ [KNOWN]: 50, [UNKNOWN]: 50 });
	expect(
		rounded(
			ran([
				[0, 100],
				[200, 300],
			]),
		),
	).toEqual({ [KNOWN]: 100, [UNKNOWN]: 100 });
	expect(
		rounded(
			ran([
				[0, 100],
				[50, 150],
			]),
		),
	).toEqual({ [KNOWN]: 75, [UNKNOWN]: 75 });
});

test("a batch's time is its scenarios' by how long their jobs took", () => {
	expect(
		rounded(
			ran(
				[
					[0, 400],
					[400, 800],
				],
				{ [KNOWN]: 299, [UNKNOWN]: 99 },
			),
		),
	).toEqual({
		[KNOWN]: 600,
		[UNKNOWN]: 200,
	});
});

test("the start of a server that a batch has to itself is part of it, that of a shared one is not", () => {
	const facts = ran([
		[1000, 1100],
		[1000, 1100],
	]);
	const started = facts.instances.map((record) => ({ ...record, start_ms: 300 }));
	expect(rounded({ ...facts, instances: started })).toEqual({ [KNOWN]: 50, [UNKNOWN]: 50 });
	const plan = {
		...facts.plan,
		instances: facts.plan.instances.map((instance) => ({ ...instance, own: true })),
	};
	expect(rounded({ ...facts, plan, instances: started })).toEqual({
		[KNOWN]: 200,
		[UNKNOWN]: 200,
	});
});

test("a batch that did not run took nothing", () => {
	const facts = ran([
		[0, 100],
		[100, 200],
	]);
	const batches = facts.batches.map((record) =>
		record.ended === at(200) ? { ...record, distrust: "it crashed" } : record,
	);
	expect(rounded({ ...facts, batches })).toEqual({ [KNOWN]: 50, [UNKNOWN]: 50 });
});
