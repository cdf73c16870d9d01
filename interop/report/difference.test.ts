import fc from "fast-check";
import { expect, test } from "vitest";
import { asked } from "./asked.ts";
import { differenceRows, differenceText } from "./difference.ts";
import { jsonLines, shortJson } from "./json.ts";

test("the part of a line that differs is marked on both sides", () => {
	expect(differenceRows({ distance: 675408 }, { distance: 675411 })).toEqual([
		{
			kind: "changed",
			expected: ['{ "distance": 6754', "08", " }"],
			observed: ['{ "distance": 6754', "11", " }"],
		},
	]);
});

test("a mark never halves a character", () => {
	const [row] = differenceRows("🧭", "🧩");
	expect(row).toMatchObject({ expected: ['"', "🧭", '"'], observed: ['"', "🧩", '"'] });
});

test("equal lines far from a difference are folded and counted", () => {
	const many = Array.from({ length: 100 }, (_, at) => `line ${at}`);
	const rows = differenceRows(many, many.with(50, "other"));
	expect(rows.filter((row) => row.kind === "changed")).toHaveLength(1);
	expect(rows.filter((row) => row.kind === "folded")).toEqual([
		{ kind: "folded", lines: 49 },
		{ kind: "folded", lines: 48 },
	]);
});

test("the order of keys is no difference", () => {
	expect(jsonLines({ b: 1, a: 2 })).toEqual(jsonLines({ a: 2, b: 1 }));
});

test("a single line is never folded: what says so would take as much room", () => {
	const rows = differenceRows(["a".repeat(80), "b", "c"], ["a".repeat(80), "b", "d"]);
	expect(rows.map(({ kind }) => kind)).toEqual(["same", "same", "same", "changed", "same"]);
});

test("that a part has become the last of its list is no difference of the part", () => {
	const messages = ["m1", "m2", "m3"].map((text) => ({ text: text.padEnd(40, "-") }));
	const rows = differenceRows(messages, messages.slice(0, 2));
	expect(rows.map(({ kind }) => kind)).toEqual(["same", "same", "same", "missing", "same"]);
	expect(differenceRows(messages, [messages[0], messages[1], { text: "" }]).at(3)).toEqual({
		kind: "changed",
		expected: ['  { "text": "', `m3${"-".repeat(38)}`, '" }'],
		observed: ['  { "text": "', "", '" }'],
	});
});

test("an empty list beside a long one has its end where that has it", () => {
	const messages = Array.from({ length: 4 }, (_, at) => ({ message: `note ${at}`.padEnd(30) }));
	const rows = differenceRows({ messages, status: "OK" }, { messages: [], status: "UNAVAILABLE" });
	expect(rows.filter(({ kind }) => kind === "missing")).toHaveLength(4);
	expect(rows.at(-2)).toEqual({
		kind: "changed",
		expected: ['  "status": "', "OK", '"'],
		observed: ['  "status": "', "UNAVAILABLE", '"'],
	});
});

test("what was not reached is nothing, and not a value", () => {
	expect(differenceText({ silent: true }, null)).toEqual(['- { "silent": true }', "+ (nothing)"]);
});

test("rows are bounded, however much differs", () => {
	const many = Array.from({ length: 5000 }, (_, at) => `line ${at}`);
	const rows = differenceRows([], many, 50);
	expect(rows).toHaveLength(50);
	expect(rows.at(-1)?.kind).toBe("folded");
	expect(differenceText([], many, 10)).toHaveLength(10);
});

test("keys that an expectation leaves out are not shown as a difference", () => {
	const observed = { status: "INTERNAL", details: "text" };
	expect(asked({ status: "OK" }, observed)).toEqual({ status: "INTERNAL" });
	expect(asked({ status: "INTERNAL" }, observed)).toBe(observed);
});

test("text rows put both values together again, and equal values show no difference", () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
			const lines = differenceText(a, b, 10_000);
			const differs = lines.some((line) => /^[-+]/.test(line));
			expect(differs).toBe(shortJson(asked(a, b), 1e9) !== shortJson(a, 1e9));
		}),
	);
});

test("a value that fits on a line is compared part by part with one that does not", () => {
	const long = {
		messages: [{ name: "Berkshire Valley Management Area Trail, Jefferson, NJ, USA" }],
	};
	const rows = differenceRows({ ...long, status: "OK" }, { messages: [], status: "OK" });
	expect(rows.filter(({ kind }) => kind === "same")).toContainEqual({
		kind: "same",
		line: '  "status": "OK"',
	});
});
