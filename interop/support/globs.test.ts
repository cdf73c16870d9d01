import { expect, test } from "vitest";
import { globsWithoutMatch, matchesAny } from "./globs.ts";

for (const [glob, name, matches] of [
	["*", "get-feature/known-point", true],
	["get-feature/*", "get-feature/known-point", true],
	["*point", "get-feature/known-point", true],
	["get-*point", "get-feature/known-point", true],
	["get-feature", "get-feature/known-point", false],
	["go", "go-published", false],
	["go*", "go-published", true],
	["ts-{go,python}", "ts-go", true],
	["g?", "go", true],
	["Go", "go", false],
] as const) {
	test(`${glob} ${matches ? "matches" : "does not match"} ${name}`, () => {
		expect(matchesAny([glob], name)).toBe(matches);
	});
}

test("the globs without a match are named", () => {
	expect(globsWithoutMatch(["go", "rust", "t*"], ["go", "ts"])).toEqual(["rust"]);
});
