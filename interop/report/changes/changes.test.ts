import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { Baseline } from "../../model/baseline.ts";
import { Changes } from "../../model/changes.ts";
import { cellId } from "../../model/plan.ts";
import type { CellDetail, ResultCell, Results } from "../../model/results.ts";
import { Outcome } from "../../model/words.ts";
import { isRed, tally } from "../tally.ts";
import { fixture } from "../test/fixture.ts";
import { HOSTILE } from "../test/hostile.ts";
import { baselineOf, baselineText, snapshotOfBaseline } from "./baseline.ts";
import { changesBetween, isWorse } from "./compare.ts";
import { changesMarkdown, changesText } from "./forms.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

const made = fixture();
const before = snapshotOf(made.results, made.details);
const checks = made.results.preflight.filter(({ ok }) => !ok);
const reds = made.results.cells.filter(({ outcome }) => isRed(outcome));

/** The changes from the made-up run to one that differs in this. */
function changed(
	by: { cells?: ResultCell[]; details?: CellDetail[]; results?: Partial<Results> },
	since: Snapshot = before,
): Changes {
	const cells = by.cells ?? made.results.cells;
	const results = {
		...made.results,
		cells,
		summary: { ...tally(cells), total: cells.length },
		...by.results,
	};
	const failed = results.preflight.filter(({ ok }) => !ok);
	return changesBetween(since, snapshotOf(results, by.details ?? made.details), failed, null);
}

function where(keep: (cell: ResultCell) => boolean, change: Partial<ResultCell>): ResultCell[] {
	return made.results.cells.map((cell) => (keep(cell) ? { ...cell, ...change } : cell));
}

const passed = made.results.cells.find(({ outcome }) => outcome === "passed") as ResultCell;
const failed = made.results.cells.find(({ outcome }) => outcome === "failed") as ResultCell;
const is = (one: ResultCell) => (cell: ResultCell) => cellId(cell) === cellId(one);

test("a run against itself: all that is red is known, and nothing else is to be told", () => {
	const changes = changed({});
	expect(Changes.parse(changes).known).toHaveLength(reds.length);
	const { failures, fixed, changed: others, versions, slower, scenarios, peers } = changes;
	expect([failures, fixed, others, versions, slower]).toEqual([[], [], [], [], []]);
	expect([scenarios, peers]).toEqual([
		{ new: [], gone: [] },
		{ new: [], gone: [] },
	]);
	expect(changes.preflight).toEqual({ failed: [], fixed: [], known: checks });
	expect(isWorse(changes)).toBe(false);
	expect(changesText(changes, { colour: false })).toContain("nothing is newly not as it should be");
});

test("a cell that passed and fails is a new failure, with what was said of it before", () => {
	const changes = changed({ cells: where(is(passed), { outcome: "failed", reason: "no" }) });
	expect(changes.failures).toMatchObject([{ before: "passed", after: "failed", reason: "no" }]);
	expect(isWorse(changes)).toBe(true);
});

test("a cell that failed and could not run now is a new failure: nobody knows whether it still fails", () => {
	const changes = changed({ cells: where(is(failed), { outcome: "could-not-run" }) });
	expect(changes.failures).toMatchObject([{ before: "failed", after: "could-not-run" }]);
	expect(changes.known).toHaveLength(reds.length - 1);
});

test("a cell that failed and passes is fixed", () => {
	const changes = changed({ cells: where(is(failed), { outcome: "passed", reason: null }) });
	expect(changes.fixed).toMatchObject([{ before: "failed", after: "passed" }]);
	expect(isWorse(changes)).toBe(false);
});

test("a known failure that shows something else is known, and told as changed", () => {
	const details = made.details.map((detail) =>
		detail.cell === cellId(failed) ? { ...detail, observed: { "a.finish": "other" } } : detail,
	);
	const changes = changed({ details });
	expect(changes.changed).toMatchObject([{ scenario: failed.scenario, after: "failed" }]);
	expect(changes.known).toHaveLength(reds.length);
	expect(isWorse(changes)).toBe(false);
});

test("the time left to a deadline is no change", () => {
	const withTime = (ms: number) =>
		made.details.map((detail) => ({ ...detail, observed: { deadline_ms: ms } }));
	const since = snapshotOf(made.results, withTime(1474828928));
	expect(changed({ details: withTime(1474828927) }, since).changed).toEqual([]);
});

test("what a filter left out is not gone, and what it would have chosen is", () => {
	const id = passed.scenario;
	const scenarios = made.results.scenarios.filter((scenario) => scenario.id !== id);
	const cells = made.results.cells.filter(({ scenario }) => scenario !== id);
	const run = (scenario: string[]) => ({ ...made.results.run, filters: { scenario } });
	expect(changed({ cells, results: { scenarios } }).scenarios.gone).toEqual([id]);
	// Without cells it may still be listed: it says something about another transport alone.
	expect(changed({ cells }).scenarios.gone).toEqual([id]);
	const filtered = changed({ cells, results: { scenarios, run: run(["another/*"]) } });
	expect(filtered.scenarios.gone).toEqual([]);
	const shard = { ...made.results.run, filters: { shard: ["1/4"] } };
	expect(changed({ cells, results: { scenarios, run: shard } }).scenarios.gone).toEqual([]);
	const chosen = changed({ cells, results: { scenarios, run: run([id]) } });
	expect(chosen.scenarios.gone).toEqual([id]);
});

test("new peers, moved versions, slower pairs and failed checks are told", () => {
	const [peer, ...others] = made.results.peers as [Results["peers"][number]];
	const [check] = made.results.preflight.filter(({ ok }) => ok) as [Results["preflight"][number]];
	const pair = { server: passed.server, client: passed.client, transport: passed.transport };
	const latency = (ms: number) => [{ ...pair, jobs: 9, p50: ms, p90: ms, p99: ms, max: ms }];
	const since = snapshotOf({ ...made.results, latency: latency(4) }, made.details);
	const changes = changed(
		{
			results: {
				peers: [{ ...peer, grpc: "gRPC 99" }, ...others, { ...peer, name: "newcomer" }],
				preflight: [...checks, { ...check, ok: false, seen: "OK: it connected" }],
				latency: latency(12),
			},
		},
		since,
	);
	expect(changes.peers).toEqual({ new: [{ role: peer.role, name: "newcomer" }], gone: [] });
	expect(changes.versions).toMatchObject([{ name: peer.name, after: { grpc: "gRPC 99" } }]);
	expect(changes.slower).toEqual([{ ...pair, before: 4, after: 12 }]);
	expect(changes.preflight.failed).toMatchObject([{ check: check.check }]);
	expect(isWorse(changes)).toBe(true);
	const text = changesText(changes, { colour: false });
	expect(text).toContain("gRPC 99");
	expect(text).toContain("the median of its jobs was 4 ms, and is 12 ms");
});

test("a pair is slower than before only where it ran much the same scenarios", () => {
	const pair = { server: passed.server, client: passed.client, transport: passed.transport };
	const at = (ms: number, ids: readonly string[]) => {
		const cells = made.results.cells.filter(({ scenario }) => ids.includes(scenario));
		const latency = [{ ...pair, jobs: 9, p50: ms, p90: ms, p99: ms, max: ms }];
		return snapshotOf({ ...made.results, cells, latency }, made.details);
	};
	const ids = made.results.scenarios.map(({ id }) => id);
	const slower = (earlier: readonly string[], later: readonly string[]) =>
		changesBetween(at(4, earlier), at(12, later), [], null).slower.length;
	expect(slower(ids, ids)).toBe(1);
	expect(slower(ids.slice(1), ids)).toBe(1);
	expect(slower(ids, ids.slice(1))).toBe(1);
	expect(slower(ids, ids.slice(0, ids.length / 2))).toBe(0);
	expect(slower(ids.slice(0, ids.length / 2), ids)).toBe(0);
});

test("a baseline is the run that it was made of, after it went through a file", () => {
	const baseline = baselineOf(before, made.results.summary);
	const text = baselineText(baseline);
	const again = Baseline.parse(JSON.parse(text));
	expect(again).toEqual(baseline);
	const since = snapshotOfBaseline(again);
	const seen = (snapshot: Snapshot) =>
		[...snapshot.cells].map(([id, { outcome, seen }]) => `${id} ${outcome} ${seen}`).toSorted();
	expect(seen(since)).toEqual(seen(before));
	const changes = changed({}, since);
	expect([changes.failures, changes.fixed, changes.changed]).toEqual([[], [], []]);
	expect(changes.known).toHaveLength(reds.length);
});

test("a baseline is sorted, a scenario a line, and says nothing of what passed", () => {
	const lines = baselineText(baselineOf(before, made.results.summary)).split("\n");
	const of = (part: string) => {
		const start = lines.indexOf(`\t"${part}": {`) + 1;
		return lines.slice(start, lines.indexOf("\t},", start));
	};
	const scenarios = of("scenarios");
	expect(scenarios).toHaveLength(made.results.scenarios.length);
	expect(scenarios).toEqual(scenarios.toSorted());
	expect(scenarios.join("\n")).not.toContain("passed");
});

test("whatever peers printed, it is no markup in Markdown, and no control in the terminal", () => {
	const changes = changed({ cells: where(is(passed), { outcome: "failed", reason: HOSTILE }) });
	expect(changesMarkdown(changes)).not.toContain(HOSTILE);
	const text = changesText(changes, { colour: false });
	expect(text).toBe(stripVTControlCharacters(text));
});

test("as Markdown it stays below what hosts accept, and tells of each part how much is left out", () => {
	const many = <T>(make: (at: number) => T) => Array.from({ length: 500 }, (_, at) => make(at));
	const place = { server: "go", client: "ts", transport: "tls" } as const;
	const cells = many((at) => ({
		...place,
		scenario: `a/b${at}`,
		before: null,
		after: "failed" as const,
		reason: HOSTILE,
	}));
	const scenarios = many((at) => `family/${"a".repeat(80)}-${at}`);
	const text = changesMarkdown({
		...changed({}),
		failures: cells,
		fixed: cells,
		known: cells,
		changed: cells,
		scenarios: { new: scenarios, gone: scenarios },
	});
	expect(text.length).toBeLessThan(65_536);
	for (const title of ["New failures", "Fixed", "Known, and", "Otherwise", "New scenarios", "gone"])
		expect(text).toMatch(new RegExp(`${title}[^]*?… and \\d+ more`));
});

test("every outcome that is red is told as new where it was not there before", () => {
	for (const outcome of Outcome.options) {
		const changes = changed({ cells: where(is(passed), { outcome }) });
		expect(changes.failures).toHaveLength(isRed(outcome) ? 1 : 0);
	}
});
