import fc from "fast-check";
import { expect, test } from "vitest";
import type { Script } from "../model/scenario.ts";
import { canonical } from "./canonical.ts";
import { firstMismatch } from "./expectation.ts";

const note = (message: string) => ({ location: "$a", message });
const script: Script = {
	witness: {},
	order: [],
	wire: {},
	steps: [
		{ do: "open", call: "a", method: "RouteChat", deadline_ms: null, metadata: [] },
		{ do: "receive", call: "a", count: 2 },
		{ do: "expect_silence", call: "a", ms: 9 },
		{ do: "finish", call: "a" },
	],
	expected: [
		null,
		{ messages: [note("1"), note("2")] },
		{ silent: true },
		{ status: "OK", messages: [] },
	],
	places: ["$a"],
	typed: {},
	open_calls: 1,
};
const good = () => [
	{},
	{ messages: [note("1"), note("2")] },
	{ silent: true },
	{ status: "OK", messages: [], initial: [["k", ["v"]]], trailing: [] },
];
const mismatch = (index: number, result: Record<string, unknown>) =>
	firstMismatch(script, script.expected, good().with(index, result as never));

test("what is expected matches, whatever else a finish shows", () => {
	expect(firstMismatch(script, script.expected, good())).toBe(null);
});

for (const [what, index, result, at] of [
	["another order", 1, { messages: [note("2"), note("1")] }, "a.receive"],
	["one message too few", 1, { messages: [note("1")] }, "a.receive"],
	["one too many", 1, { messages: [note("1"), note("2"), note("2")] }, "a.receive"],
	["another text", 1, { messages: [note("1"), note("3")] }, "a.receive"],
	["a key more", 1, { messages: [note("1"), { ...note("2"), x: 0 }] }, "a.receive"],
	["an end that came first", 1, { messages: [note("1"), note("2")], ended: true }, "a.receive"],
	["a broken silence", 2, { silent: false }, "a.expect_silence"],
	["another status", 3, { status: "UNKNOWN", messages: [] }, "a.finish"],
	["a message at the end", 3, { status: "OK", messages: [note("3")] }, "a.finish"],
	["no status", 3, { messages: [] }, "a.finish"],
	["something where nothing is shown", 0, { messages: [] }, "a.open"],
] as const) {
	test(`${what} does not match`, () => {
		expect(mismatch(index, result)?.at).toBe(at);
	});
}

test("a step that was not reached does not match", () => {
	expect(firstMismatch(script, script.expected, good().slice(0, 2))).toEqual({
		at: "a.expect_silence",
		expected: { silent: true },
		observed: undefined,
	});
});

test("metadata that is expected is compared", () => {
	const wanted = script.expected.with(3, {
		status: "OK",
		messages: [],
		initial: [["k", ["w"]]],
	});
	expect(firstMismatch(script, wanted, good())).toMatchObject({
		at: "a.finish",
		observed: { initial: [["k", ["v"]]] },
	});
});

test("canonical texts are equal exactly where values are, whatever the order of keys", () => {
	expect(canonical({ b: [{ d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
	const reversed = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(reversed);
		if (value === null || typeof value !== "object") return value;
		return Object.fromEntries(
			Object.entries(value)
				.reverse()
				.map(([key, inner]) => [key, reversed(inner)]),
		);
	};
	const values = fc.jsonValue();
	fc.assert(
		fc.property(values, values, (one, other) => {
			expect(canonical(reversed(one))).toBe(canonical(one));
			const same = JSON.stringify(one) === JSON.stringify(other);
			if (same) expect(canonical(one)).toBe(canonical(other));
			expect(JSON.parse(canonical(one))).toEqual(JSON.parse(JSON.stringify(one)));
		}),
	);
});

test("the order of a list is never lost", () => {
	expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});
