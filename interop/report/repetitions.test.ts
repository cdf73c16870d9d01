import { expect, test } from "vitest";
import { cellId } from "../model/plan.ts";
import type { ResultCell, Results } from "../model/results.ts";
import { flakyCells, latencyRow, repeatText } from "./repetitions.ts";
import { rerunCommand } from "./rerun.ts";
import { fixture } from "./test/fixture.ts";

const { results } = fixture();
const [one, two, three] = results.cells as [ResultCell, ResultCell, ResultCell];
const turns = (red: number, differing: number, first: number | null) => ({
	n: 20,
	red,
	differing,
	first,
});
const REPEATED: Results = {
	...results,
	run: { ...results.run, repeat: { times: 20, seed: 7 } },
	cells: [
		{ ...one, outcome: "failed", reason: "now and then", repetitions: turns(2, 0, 3) },
		{ ...two, outcome: "failed", reason: "always", repetitions: turns(20, 0, 1) },
		{ ...three, outcome: "failed", reason: "unlike", repetitions: turns(0, 5, 4) },
		...results.cells.slice(3).map((cell) => ({ ...cell, repetitions: turns(0, 0, null) })),
	],
};

test("flaky cells have their rates, the flakiest first; what fails every time is not flaky", () => {
	expect(flakyCells(REPEATED)).toEqual([
		{ id: cellId(three), rate: "5 of 20 unlike the first", reason: "unlike" },
		{ id: cellId(one), rate: "2 of 20 red", reason: "now and then" },
	]);
	expect(repeatText(REPEATED)).toBe(
		"20 repetitions of each cell, each time in another order (--seed 7): 2 cells are flaky",
	);
});

test("a run without repetitions says nothing of them", () => {
	expect([flakyCells(results), repeatText(results)]).toEqual([[], null]);
});

test("a row of latencies has a column for each number", () => {
	const pair = { server: "go", client: "ts", transport: "tls" as const };
	expect(latencyRow({ ...pair, jobs: 1200, p50: 1.5, p90: 2, p99: 3, max: 40 })).toEqual([
		"go",
		"ts",
		"tls",
		"1,200",
		"1.5",
		"2",
		"3",
		"40",
	]);
});

test("the command that runs a cell again attaches what was attached, and repeats what was repeated", () => {
	const run = {
		...REPEATED.run,
		filters: { attach: ["mine=h:1,tls,ca=my ca.pem", "other=h:2"], peers: ["a", "b"] },
	};
	expect(rerunCommand("mine/ts/tls/a/b", run)).toBe(
		"npm run interop -- --cell mine/ts/tls/a/b --runtime docker --peers a,b --attach 'mine=h:1,tls,ca=my ca.pem' --attach other=h:2 --repeat 20",
	);
});
