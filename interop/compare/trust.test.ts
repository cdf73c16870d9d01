import { expect, test } from "vitest";
import type { JobLine, Step } from "../model/batch.ts";
import type { BatchPlan } from "../model/plan.ts";
import type { BatchRecord } from "../model/record.ts";
import { distrust } from "./trust.ts";

const STEPS: Step[] = [
	{ do: "open", call: "a", method: "RouteChat", deadline_ms: null, metadata: [] },
	{ do: "receive", call: "a", count: 1 },
	{ do: "expect_silence", call: "a", ms: 1 },
	{ do: "finish", call: "a" },
];
const END = {
	messages: [],
	initial: [],
	status: "OK",
	details: "",
	trailing: [],
	reserved: [],
} as const;
const whole = [{}, { messages: [] }, { silent: true }, END] as unknown as JobLine["results"];
const line = (job: string, more: Partial<JobLine> = {}): JobLine => ({
	job,
	end: "completed",
	at: null,
	why: null,
	results: whole,
	...more,
});
const probe = (job: string) =>
	line(job, { end: "unsupported", at: 0, why: "unknown", results: [] });
const honest = [probe("k8"), probe("k9"), line("k1")];

function doubt(lines: readonly JobLine[], more: Partial<BatchRecord> = {}): string | null {
	const record = {
		jobs: lines.map((said) => ({ line: said, ms: 1 })),
		done: lines.length,
		distrust: null,
		...more,
	} as unknown as BatchRecord;
	const plan = {
		probes: { step: { job: "k8", madeUp: "guess" }, key: { job: "k9", madeUp: "hint" } },
	} as BatchPlan;
	return distrust(record, plan, ["k1"], (job) => (job === "k1" ? STEPS : undefined));
}
const job = (more: Partial<JobLine>) => doubt(honest.with(2, line("k1", more)));

test("an honest account is believed, in any order of jobs", () => {
	expect(doubt(honest)).toBe(null);
	expect(doubt(honest.toReversed())).toBe(null);
});

test("a job may end early, if it says where and why", () => {
	for (const end of ["timeout", "error", "unsupported"] as const) {
		expect(job({ end, at: 1, why: "so", results: [{}] })).toBe(null);
	}
});

for (const [what, found, said] of [
	["what the run said of it", doubt(honest, { distrust: "it hung" }), /^it hung$/],
	["no done line", doubt(honest, { done: null }), /no done line/],
	["a done line with another count", doubt(honest, { done: 2 }), /says 2 jobs, it printed 3/],
	["a missing job", doubt(honest.slice(0, 2)), /left out job k1/],
	["a missing probe", doubt(honest.slice(1)), /left out job k8/],
	["a job twice", doubt([...honest, line("k1")]), /answered job k1 twice/],
	["a job of nobody", doubt([...honest, line("k2")]), /was not given: k2/],
	["a guessed step", doubt(honest.with(0, line("k8"))), /"completed" to the made-up step guess/],
	[
		"a guessed key",
		doubt(honest.with(1, line("k9", { end: "error", at: 0, why: "x" }))),
		/"error" to the made-up key hint/,
	],
	["too few results", job({ results: whole.slice(0, 3) }), /completed with 3 results for 4 steps/],
	["too many results", job({ results: [...whole, {}] }), /completed with 5 results for 4 steps/],
	["completed, with a reason", job({ why: "x" }), /completed, and yet says at and why/],
	[
		"an early end without a place",
		job({ end: "timeout", why: "x" }),
		/without saying where and why/,
	],
	["an early end without a reason", job({ end: "error", at: 1 }), /without saying where and why/],
	[
		"a finish's result for a receive",
		job({ results: whole.with(1, END as never) }),
		/result 1 does not fit its step receive/,
	],
	[
		"a receive's result for a finish",
		job({ results: whole.with(3, { messages: [] }) }),
		/result 3 does not fit its step finish/,
	],
	[
		"nothing for a silence",
		job({ results: whole.with(2, {}) }),
		/result 2 does not fit its step expect_silence/,
	],
	[
		"something for an open",
		job({ results: whole.with(0, { silent: true }) }),
		/result 0 does not fit its step open/,
	],
	[
		"results beyond its steps",
		job({ end: "error", at: 3, why: "x", results: [...whole, {}] }),
		/result 4 does not fit/,
	],
] as const) {
	test(`${what} is not believed`, () => {
		expect(found).toMatch(said);
	});
}
