import { describe, expect, test, vi } from "vitest";
import { RULES, type Rule } from "../../compare/normalise.ts";
import type { JobLine } from "../../model/batch.ts";
import { type Changes, factsOf } from "../../test/support/facts.ts";
import { smallClient, smallServer } from "../../test/support/small-peers.ts";
import { isProven, proveAssertions } from "./proof.ts";

// A copy that a test can widen.
vi.mock(import("../../compare/normalise.ts"), async (original) => {
	const real = await original();
	const rules: Rule[] = [...real.RULES];
	return {
		...real,
		RULES: rules,
		normalise: (results, context, some = rules) => real.normalise(results, context, some),
	};
});

const PEERS = [
	smallServer("one", { entry: { witness: false } }),
	smallServer("two", { entry: { witness: false, behaviour: "python" } }),
	smallClient("one"),
];
const PAIRS = [
	{ server: "s-one", client: "c-one" },
	{ server: "s-two", client: "c-one" },
];
/** One of each shape: a dialect, a long list, many steps, silence, places, a deadline, clocks. */
const SCENARIOS = [
	"get-feature/known-point",
	"list-features/read-in-parts",
	"route-chat/lock-step",
	"route-chat/oldest-first",
	"record-route/one-point",
	"record-route/elapsed-after-the-last-point",
	"calls/deadline-of-a-chat",
];

function proven(changes: Changes = {}) {
	return proveAssertions(factsOf(PEERS, { scenarios: SCENARIOS, ...changes }), PAIRS);
}

describe("over transcripts that are as expected", () => {
	const proof = proven();

	test("every assertion can fail, and every change that nothing hides is caught", () => {
		expect([proof.missing, proof.scripts]).toEqual([[], SCENARIOS.length * 2]);
		for (const tally of [proof.assertions, proof.byExpectation, proof.byAgreement]) {
			expect([tally.missed, tally.caught]).toEqual([[], tally.tried]);
			expect(tally.tried).toBeGreaterThan(500);
		}
		expect(isProven(proof)).toBe(true);
	});

	test("what is hidden by design is told, by rule", () => {
		expect(proof.assertions.hidden).toEqual({});
		const byName = (hidden: object) => Object.keys(hidden).sort();
		expect(byName(proof.byExpectation.hidden)).toEqual(["deadline-race", "machine-time"]);
		expect(byName(proof.byAgreement.hidden)).toEqual([
			"deadline-race",
			"machine-time",
			"status-text",
			"transport-metadata",
		]);
	});
});

/** By rule: what it would be if it hid more than it may. */
const WIDER: readonly (readonly [string, (rule: Rule) => Rule["apply"], missed: RegExp])[] = [
	[
		"status-text",
		() =>
			({ status: _, details: __, ...rest }) =>
				rest,
		/expected status .*, saw nothing/,
	],
	[
		"machine-time",
		(rule) =>
			(result, ...context) => {
				const { messages, ...rest } = rule.apply(result, ...context);
				if (!Array.isArray(messages)) return rest;
				return { ...rest, messages: messages.map((one) => ({ ...one, distance: 0 })) };
			},
		/\.messages\[0\]\.distance/,
	],
	[
		"transport-metadata",
		() =>
			({ reserved: _, trailing: __, ...rest }) =>
				rest,
		/\.trailing/,
	],
];

describe.each(WIDER)("if the rule %s hid more than it may", (name, wider, missed) => {
	test("what it hid would be told as what cannot fail", () => {
		const rules = RULES as Rule[];
		const at = rules.findIndex((rule) => rule.name === name);
		const rule = rules[at] as Rule;
		rules[at] = { ...rule, apply: wider(rule) };
		try {
			const proof = proven();
			expect(isProven(proof)).toBe(false);
			const all = [...proof.missing, ...proof.byAgreement.missed].join("\n");
			expect(all).toMatch(missed);
		} finally {
			rules[at] = rule;
		}
	});
});

test("a transcript that does not pass proves nothing, and is named", () => {
	const line = (line: JobLine): JobLine => ({ ...line, end: "timeout", at: 0, why: "a test" });
	const proof = proven({ scenarios: ["get-feature/known-point"], line });
	expect(proof.missing).toHaveLength(2);
	expect(proof.missing[0]).toMatch(
		/^s-one\/c-one\/plaintext\/get-feature\/known-point: failed: hung/,
	);
	expect(isProven(proof)).toBe(false);
});
