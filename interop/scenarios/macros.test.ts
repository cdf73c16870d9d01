// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how scenarios write their variables
import { expect, test } from "vitest";
import { expandMacros, type MacroContext } from "./macros.ts";
import { textAsReported } from "./messages.ts";

const context = (behaviour: MacroContext["behaviour"] = "go"): MacroContext => ({
	behaviour,
	database: [{ name: "one" }, { name: "two" }, { name: "three" }],
	dialect: false,
});

/** What is written, and what it becomes under the behaviour of Go. */
const EXPANDED: Readonly<Record<string, readonly [unknown, unknown]>> = {
	"a loop over numbers": [[{ for: { i: [1, 3] }, each: ["n${i}"] }], ["n1", "n2", "n3"]],
	"a loop that runs no time": [[{ for: { i: [1, 0] }, each: ["n${i}"] }], []],
	"a number that stays one": [[{ for: { i: [1, 2] }, each: ["${i}"] }], [1, 2]],
	arithmetic: [
		[{ for: { i: [4, 4] }, each: ["${i+1}", "${i - 1}", "${i*10}", "x${ i+1 }y", "${i*2+1-3}"] }],
		[5, 3, 40, "x5y", 6],
	],
	"a loop in a loop, with bounds of the outer one": [
		[{ for: { i: [1, 2] }, each: [{ for: { j: [1, "${i}"] }, each: ["${i}.${j}"] }] }],
		["1.1", "2.1", "2.2"],
	],
	"a loop over the database": [
		[{ for: { f: "database" }, each: ["${f.name}"] }],
		["one", "two", "three"],
	],
	"a loop over a part of it": [
		[{ for: { f: { database: [2, 3] } }, each: ["${f}"] }],
		[{ name: "two" }, { name: "three" }],
	],
	"a value by behaviour": [{ a: { python: 1, go: 2 } }, { a: 2 }],
	"a loop by behaviour": [
		[{ for: { i: [1, 1] }, each: [{ python: "p${i}", go: "g${i}" }] }],
		["g1"],
	],
	"a map with one more key than behaviours": [
		{ python: 1, go: 2, rust: 3 },
		{ python: 1, go: 2, rust: 3 },
	],
};

for (const [what, [written, expanded]] of Object.entries(EXPANDED)) {
	test(`${what} is expanded`, () => {
		expect(expandMacros(written, context())).toEqual(expanded);
	});
}

test("only what differs by behaviour makes a dialect", () => {
	const [plain, differing] = [context("python"), context("python")];
	expandMacros({ a: [1, "${x}"].slice(0, 1) }, plain);
	expect(expandMacros({ a: { python: 1, go: 2 } }, differing)).toEqual({ a: 1 });
	expect([plain.dialect, differing.dialect]).toEqual([false, true]);
});

for (const [written, said] of [
	["${x}", /\$\{x\}: no such variable/],
	[[{ for: { i: [1, 1] }, each: ["${i.name}"] }], /\$\{i.name\}: no such variable/],
	[[{ for: { f: "database" }, each: ["${f.name+1}"] }], /not a number/],
	[[{ for: { f: { database: [3, 4] } }, each: [] }], /entries 1 to 3/],
	[[{ for: { f: { database: [0, 1] } }, each: [] }], /entries 1 to 3/],
	[[{ for: { i: [1, 1], j: [1, 1] }, each: [] }], /a loop is/],
	[[{ for: { i: [1, 1] } }], /a loop is/],
	[[{ for: { i: [1, "x"] }, each: [] }], /a range is/],
] as const) {
	test(`what cannot be expanded is refused: ${JSON.stringify(written)}`, () => {
		expect(() => expandMacros(written, context())).toThrow(said);
	});
}

test("a text of 4096 bytes is reported as it is, and one byte more as a digest", () => {
	expect(textAsReported({ repeat: "ab", times: 2048 })).toBe("ab".repeat(2048));
	expect(textAsReported({ repeat: "é", times: 2049 })).toMatchObject({ bytes: 4098 });
	expect(textAsReported("é".repeat(2048))).toBe("é".repeat(2048));
});
