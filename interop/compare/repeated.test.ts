import { expect, test } from "vitest";
import { exitCode } from "../cli/judge.ts";
import type { TimedEvent } from "../model/batch.ts";
import {
	type RepeatedChanges,
	repeatedFactsOf,
	withStatus,
	withTrailing,
} from "../test/support/facts.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { judge } from "./judge.ts";
import { percentile } from "./latency.ts";
import { judgeRepeated } from "./repeated.ts";

const PEERS = [
	...["one", "two", "three"].map((name) => smallServer(`healthy-${name}`)),
	smallClient("healthy"),
];
const THREE = "s-healthy-three";
const TIMES = 4;

function judged(changes: RepeatedChanges = {}, peers = PEERS) {
	const { results, details } = judgeRepeated(repeatedFactsOf(peers, TIMES, changes));
	const three = results.cells.find(({ server }) => server === THREE);
	return { results, details, three, code: exitCode(results) };
}

test("a cell that is as it should be every time is as if it had run once, and says how often it ran", () => {
	const { results, details, three, code } = judged();
	expect(results.cells).toHaveLength(3);
	expect(results.summary).toMatchObject({ passed: 3, total: 3 });
	expect(results.run.repeat).toEqual({ times: TIMES, seed: 1 });
	expect(three).toMatchObject({
		reason: null,
		repetitions: { n: TIMES, red: 0, differing: 0, first: null },
	});
	expect([details, results.blame, code]).toEqual([[], [], 0]);
});

test("one failure among many makes the cell red, with its rate, and leads to the batch that shows it", () => {
	const { results, details, three, code } = judged({
		line: (line, { server }, repetition) =>
			server === THREE && repetition === 3 ? withStatus(line, "UNKNOWN") : line,
	});
	expect(three?.outcome).toBe("failed");
	expect(three?.reason).toMatch(/^1 of 4 repetitions: at a.finish: expected .*OK.*, saw .*UNKNOWN/);
	expect(three?.repetitions).toEqual({ n: 4, red: 1, differing: 0, first: 3 });
	expect(details).toHaveLength(1);
	expect(details[0]?.batch).toMatch(/\.r3$/);
	expect(results.blame).toMatchObject([
		{ known: false, sets: [[{ role: "server", name: THREE }]] },
	]);
	expect([results.summary.passed, code]).toEqual([2, 1]);
});

test("the worst of a cell's outcomes is its outcome, however rare", () => {
	const { three } = judged({
		line: (line, { server }, repetition) =>
			server === THREE && repetition === 4 ? withStatus(line, "UNKNOWN") : line,
		batch: (record, { instance }, repetition) =>
			repetition === 2 && instance.startsWith(THREE) ? { ...record, done: null } : record,
	});
	expect(three?.outcome).toBe("failed");
	expect(three?.repetitions).toMatchObject({ red: 2, first: 4 });
});

test("a batch that was not trusted in one repetition is red, and not its place taken by the others", () => {
	const { three } = judged({
		batch: (record, { instance }, repetition) =>
			repetition === 2 && instance.startsWith(THREE) ? null : record,
	});
	expect(three?.outcome).toBe("could-not-run");
	expect(three?.reason).toMatch(/^1 of 4 repetitions: .*\.r2: /);
});

test("a transcript that changes between repetitions is red though each time all agreed", () => {
	const { results, details, code } = judged({
		line: (line, _, repetition) => (repetition >= 3 ? withTrailing(line, "later") : line),
	});
	for (const { outcome, reason, repetitions } of results.cells) {
		expect(outcome).toBe("failed");
		expect(reason).toMatch(
			/^2 of 4 repetitions: as the scenario says, and yet unlike repetition 1: at a.finish: .*later/,
		);
		expect(repetitions).toEqual({ n: 4, red: 0, differing: 2, first: 3 });
	}
	expect(details[0]?.batch).toMatch(/\.r3$/);
	expect(JSON.stringify(details[0]?.observed)).toContain("later");
	expect(code).toBe(1);
});

test("each repetition is judged by itself: who stands alone in one is no majority in the next", () => {
	const { results } = judged({
		line: (line, { server }, repetition) =>
			server === PEERS[repetition - 1]?.name ? withTrailing(line, "mine") : line,
	});
	const told = results.cells.map(({ reason }) => reason);
	for (const reason of told) expect(reason).toMatch(/^1 of 4 repetitions: differs from the maj/);
});

const known = (id: string) => ({
	id,
	servers: [THREE],
	scenarios: ["get-feature/known-point"],
	observed: {},
	why: "a test",
	evidence: ["a test"],
	seen: { "get-feature/known-point": { go: { 2: { status: "UNKNOWN", messages: [] } } } },
	told: {},
});

test("an expected failure must be so every time", () => {
	const ledger = [known("mine")] as never;
	const failing: RepeatedChanges["line"] = (line, { server }) =>
		server === THREE ? withStatus(line, "UNKNOWN") : line;
	const always = judged({ ledger, line: failing });
	expect([always.three?.outcome, always.results.ledger[0]?.held]).toEqual([
		"expected-failure",
		true,
	]);
	const once = judged({
		ledger,
		line: (line, cell, repetition) => (repetition === 2 ? line : failing(line, cell, repetition)),
	});
	expect(once.three?.outcome).toBe("unexpected-pass");
	expect(once.three?.reason).toMatch(/^1 of 4 repetitions: the ledger says that it fails/);
	expect(once.results.ledger[0]?.held).toBe(false);
});

test("what an interruption left undone says nothing against what ran", () => {
	const { three, results } = judged({
		interrupted: true,
		batch: (record, _, repetition) => (repetition > 2 ? null : record),
	});
	expect(three).toMatchObject({ outcome: "passed", repetitions: { n: 2, red: 0 } });
	expect(results.run.interrupted).toBe(true);
	const none = judged({ interrupted: true, batch: () => null });
	expect(none.three?.outcome).toBe("could-not-run");
});

test("the records of one repetition at a time are asked for", () => {
	const facts = repeatedFactsOf(PEERS, TIMES);
	const asked: number[] = [];
	judgeRepeated({
		plan: facts.plan,
		factsOf: (repetition) => {
			asked.push(repetition);
			return facts.factsOf(repetition);
		},
	});
	expect(asked).toEqual([1, 2, 3, 4]);
});

test("latency is by pair and transport, over all repetitions, with nearest-rank percentiles", () => {
	const { results } = judged({
		transports: ["plaintext", "tls"],
		batch: (record, _, repetition) => ({
			...record,
			jobs: record.jobs.map(({ line, ms }) => {
				const events = line.events?.map(([, ...rest]): TimedEvent => [10 * repetition, ...rest]);
				return { line: { ...line, events }, ms };
			}),
		}),
	});
	expect(results.latency).toHaveLength(6);
	expect(results.latency?.[0]).toEqual({
		server: "s-healthy-one",
		client: "c-healthy",
		transport: "plaintext",
		jobs: 4,
		p50: 20,
		p90: 40,
		p99: 40,
		max: 40,
	});
	expect(results.cells[0]?.ms).toBe(20);
	const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
	expect([50, 90, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([
		50, 90, 99, 100,
	]);
});

test("a run of one repetition is judged as ever", () => {
	const facts = repeatedFactsOf(PEERS, 1);
	const { results } = judgeRepeated(facts);
	expect(results.cells).toEqual(judge(facts.factsOf(1)).results.cells);
	expect(results.cells[0]).not.toHaveProperty("repetitions");
});
