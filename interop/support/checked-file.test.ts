import { expect, test } from "vitest";
import { z } from "zod";
import { check, FileProblem } from "./checked-file.ts";

const Form = z.strictObject({
	name: z.string().min(1),
	mode: z.enum(["one", "two"]),
	version: z.literal(2).optional(),
	count: z.int().positive().optional(),
	size: z.int().max(9).optional(),
	link: z.url().optional(),
	code: z
		.string()
		.regex(/^[a-z]+$/)
		.optional(),
	word: z
		.string()
		.regex(/^[a-z]+$/, "expected a word, e.g. bee")
		.optional(),
	list: z.array(z.string()).min(1).optional(),
	bound: z.union([z.number(), z.strictObject({ from: z.number() })]).optional(),
	kind: z.discriminatedUnion("do", [z.strictObject({ do: z.literal("a") })]).optional(),
	map: z.record(z.string().regex(/^[a-z]+$/, "expected a word, e.g. bee"), z.number()).optional(),
	yes: z.boolean().optional(),
});
const GOOD = { name: "x", mode: "one" };

/** What is said of the good form with these keys instead. */
function said(more: Readonly<Record<string, unknown>>): string {
	try {
		check(
			Form.refine(({ name }) => name !== "y", { message: "expected another name than y" }),
			{ ...GOOD, ...more },
			"a.yaml",
		);
	} catch (problem) {
		if (problem instanceof FileProblem) return problem.message;
		throw problem;
	}
	return "nothing";
}

test.each([
	["a good form", {}, "nothing"],
	["a key that is missing", { name: undefined }, "at name: expected a text, got nothing"],
	["another type", { name: ["x"] }, 'at name: expected a text, got ["x"]'],
	["an empty text", { name: "" }, 'at name: expected a text that is not empty, got ""'],
	["a word that is none", { mode: "three" }, 'at mode: expected one of one, two, got "three"'],
	["the one value that there is", { version: 1 }, "at version: expected 2, got 1"],
	["a part of a number", { count: 1.5 }, "at count: expected a whole number, got 1.5"],
	["too small a number", { count: 0 }, "at count: expected a number of more than 0, got 0"],
	["too large a number", { size: 10 }, "at size: expected a number of at most 9, got 10"],
	[
		"no address",
		{ link: "x" },
		'at link: expected an address such as https://example.org, got "x"',
	],
	["what does not fit", { code: "1" }, 'at code: expected what fits /^[a-z]+$/, got "1"'],
	["what a schema has words for", { word: "1" }, 'at word: expected a word, e.g. bee, got "1"'],
	["an empty list", { list: [] }, "at list: expected at least 1 entry, got []"],
	["an entry of a list", { list: ["x", 1] }, "at list.1: expected a text, got 1"],
	["none of several forms", { bound: "x" }, 'at bound: expected a number, or a map, got "x"'],
	["one of several forms", { bound: { from: "x" } }, 'at bound.from: expected a number, got "x"'],
	["its unknown key", { bound: { from: 1, x: 1 } }, 'at bound: unknown key "x"'],
	[
		"a form of no kind",
		{ kind: { do: "b" } },
		'at kind.do: expected one of the forms that there are, got "b"',
	],
	["a key of a map", { map: { A: 1 } }, "at map.A: expected as its key a word, e.g. bee"],
	["yes", { yes: "yes" }, 'at yes: expected true or false, got "yes"'],
	["an unknown key", { colour: "red" }, 'at the top: unknown key "colour"'],
	["what the whole must keep to", { name: "y" }, "at the top: expected another name than y"],
])("%s is told once, in the suite's own words", (_, more, what) => {
	expect(said(more)).toBe(what === "nothing" ? what : `a.yaml: ${what}`);
});
