import { expect, test } from "vitest";
import { cellOf, resultsOf } from "../test/results.ts";
import { comparedWith } from "./previous.ts";

const base = cellOf("go", [100, 100, 100]);
const run = (...rates: number[]) => resultsOf(cellOf("ts-go", rates), base);
const rateMoves = (...both: Parameters<typeof comparedWith>) =>
	comparedWith(...both).moves.filter(({ measure }) => measure === "rate");

test("a ratio has moved where the spreads of the two runs do not touch, either way", () => {
	const before = run(50, 55, 60);
	expect(rateMoves(run(61, 70, 80), before)).toMatchObject([
		{ base: "go", before: { median: 0.55 }, now: { median: 0.7 } },
	]);
	expect(rateMoves(run(30, 40, 49), before)).toHaveLength(1);
	expect(rateMoves(run(60, 70, 80), before)).toEqual([]);
	expect(rateMoves(run(40, 45, 50), before)).toEqual([]);
});

test("times that moved together have not moved: the machine did", () => {
	const slow = resultsOf(cellOf("ts-go", [5, 5.5, 6]), cellOf("go", [10, 10, 10]));
	expect(rateMoves(slow, run(50, 55, 60))).toEqual([]);
});

test("the largest move comes first, whichever way it went", () => {
	const both = (go: number, published: number) =>
		resultsOf(cellOf("ts-go", [go, go]), cellOf("go-published", [published, published]), base);
	const moves = rateMoves(both(10, 150), both(100, 100));
	expect(moves.map(({ cell }) => cell.server)).toEqual(["ts-go", "go-published"]);
});

test("another load is not compared, nor is a single round, and it is said", () => {
	const before = run(50, 55, 60);
	const other = resultsOf(cellOf("ts-go", [5, 5, 5], { in_flight: 4 }), base);
	expect(comparedWith(other, before)).toMatchObject({
		compared: 0,
		note: "no ratio is in both runs, under the same load",
	});
	const single = resultsOf(cellOf("ts-go", [5]), cellOf("go", [100]));
	expect(comparedWith(single, before).note).toContain("at least 2 rounds");
});
