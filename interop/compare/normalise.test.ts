import { expect, test } from "vitest";
import type { Step, StepResult } from "../model/batch.ts";
import { normalise, RULES, type RuleContext } from "./normalise.ts";

const open = (deadline_ms: number | null): Step => ({
	do: "open",
	call: "a",
	method: "RouteChat",
	deadline_ms,
	metadata: [],
});
const finish: Step = { do: "finish", call: "a" };
const cancel: Step = { do: "cancel", call: "a" };
const context = (steps: Step[] = [finish], more: Partial<RuleContext> = {}): RuleContext => ({
	places: { $a: { latitude: 300_000_001, longitude: 1_000_000_003 } },
	timed: false,
	limitMs: 10_000,
	steps,
	expected: [],
	typed: {},
	...more,
});
const finished = (more: Record<string, unknown> = {}) =>
	({
		messages: [],
		initial: [],
		status: "OK",
		details: "",
		trailing: [],
		reserved: [],
		...more,
	}) as StepResult;
const last = (steps: Step[], result: StepResult, more: Partial<RuleContext> = {}) =>
	normalise([...steps.slice(1).map(() => ({})), result], context(steps, more)).at(-1);

test("the rules have names of their own, and say why they are", () => {
	expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
	for (const { why } of RULES) expect(why.length).toBeGreaterThan(20);
});

test("places: a cell's own point is its place, at any depth", () => {
	const note = { location: { latitude: 300_000_001, longitude: 1_000_000_003 }, message: "m" };
	const seen = last([finish], finished({ messages: [note, { route: [note.location] }] }));
	expect(seen?.messages).toEqual([{ location: "$a", message: "m" }, { route: ["$a"] }]);
});

for (const [what, point] of Object.entries({
	"swapped coordinates": { latitude: 1_000_000_003, longitude: 300_000_001 },
	"another latitude": { latitude: 300_000_002, longitude: 1_000_000_003 },
	"one coordinate": { latitude: 300_000_001 },
	"a third key": { latitude: 300_000_001, longitude: 1_000_000_003, altitude: 1 },
	"numbers that are texts": { latitude: "300000001", longitude: "1000000003" },
	"other names": { lat: 300_000_001, lon: 1_000_000_003 },
})) {
	test(`places: ${what} is no place`, () => {
		expect(last([finish], finished({ messages: [{ location: point }] }))?.messages).toEqual([
			{ location: point },
		]);
	});
}

test("places: a name in the stead of a point is told from a place", () => {
	const seen = last([finish], finished({ messages: [{ location: "$a" }] }));
	expect(seen?.messages).toEqual([{ location: { "not a point": "$a" } }]);
});

test("status-text: the text goes, the code stays", () => {
	const seen = last([finish], finished({ status: "UNKNOWN", details: "Exception calling" }));
	expect(seen).toEqual({ status: "UNKNOWN", messages: [], initial: [], trailing: [] });
});

test("transport-metadata: what is reserved goes, initial and trailing metadata stay", () => {
	const more = { reserved: [["grpc-x", ["1"]]], initial: [["a", ["1"]]], trailing: [["b", ["2"]]] };
	expect(last([finish], finished(more))).toEqual({
		status: "OK",
		messages: [],
		initial: more.initial,
		trailing: more.trailing,
	});
});

const summary = (elapsed_time: unknown) =>
	finished({ messages: [{ point_count: 1, elapsed_time }] });
const elapsed = (value: unknown, more: Partial<RuleContext> = {}) => {
	const messages = last([finish], summary(value), more)?.messages;
	return (messages as { elapsed_time: unknown }[] | undefined)?.[0]?.elapsed_time;
};

test("machine-time: seconds that a busy machine may take are nought, outside timed scenarios", () => {
	expect([elapsed(0), elapsed(3), elapsed(10)]).toEqual([0, 0, 0]);
	expect(elapsed(3, { timed: true })).toBe(3);
});

test("machine-time: what no machine takes stays as it is", () => {
	expect([11, -1, 1.5, "1", null].map((value) => elapsed(value))).toEqual([11, -1, 1.5, "1", null]);
	expect(last([finish], finished({ messages: [{ point_count: 1 }] }))?.messages).toEqual([
		{ point_count: 1 },
	]);
});

test("deadline-race: CANCELLED at a deadline is the deadline's", () => {
	const seen = last([open(100), finish], finished({ status: "CANCELLED" }));
	expect(seen?.status).toBe("DEADLINE_EXCEEDED");
});

test("deadline-race: CANCELLED without a deadline, or by the client's own doing, is not", () => {
	const cancelled = finished({ status: "CANCELLED" });
	expect(last([open(null), finish], cancelled)?.status).toBe("CANCELLED");
	expect(last([open(100), cancel, finish], cancelled)?.status).toBe("CANCELLED");
	const other: Step = { ...(open(100) as Step & { do: "open" }), call: "b" };
	expect(last([other, open(null), finish], cancelled)?.status).toBe("CANCELLED");
});

test("deadline-race: another status than CANCELLED stays", () => {
	for (const status of ["OK", "UNAVAILABLE", "DEADLINE_EXCEEDED"] as const) {
		expect(last([open(100), finish], finished({ status }))?.status).toBe(status);
	}
});

test("nothing is changed in place", () => {
	const result = finished({ messages: [{ elapsed_time: 3 }], details: "text" });
	const before = structuredClone(result);
	last([finish], result);
	expect(result).toEqual(before);
});
