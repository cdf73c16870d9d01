import { expect, test } from "vitest";
import { comparedWith } from "../compare/previous.ts";
import { attemptOf, cellOf, resultsOf } from "../test/results.ts";
import { benchChart } from "./chart.ts";
import { benchMarkdown } from "./markdown.ts";

const results = resultsOf(
	cellOf("ts-go", [50, 55, 60]),
	cellOf("go", [100, 100, 100], { attempts: [1, 2, 3].map((round) => attemptOf(round, 100)) }),
);

test("the Markdown has each server's median and spread, and its ratio", () => {
	const text = benchMarkdown({ results, comparison: null, before: null });
	expect(text).toContain("| ts-go | 55 (50–60) | 0.55 × | – | 1 | 2 | 0.1 | 50 | 0 |");
	expect(text).toContain(
		"| GetFeature, 100 features | ts-go / go | ≥ 0.6 × | 0.55 (0.5–0.6) | – | missed |",
	);
	expect(text).toContain("There is no earlier run to compare with.");
	expect(text).not.toContain("## Failed");
});

test("what failed is told with the server's own words", () => {
	const failing = resultsOf(
		cellOf("go", [], { attempts: [attemptOf(1, 0, { failed: 3, failure: "it is down" })] }),
	);
	const text = benchMarkdown({ results: failing, comparison: null, before: null });
	expect(text).toContain(
		"`go`, unary, 100 features, plaintext: failed in 1 of 1 rounds; the first: it is down",
	);
});

test("what moved since the earlier run is told with both spreads", () => {
	const now = resultsOf(cellOf("ts-go", [90, 95, 99]), cellOf("go", [100, 100, 100]));
	const comparison = comparedWith(now, results);
	const text = benchMarkdown({ results: now, comparison, before: results.started });
	expect(text).toContain("the run of 2026-01-02 03:04 UTC: 1 of 3 ratios moved");
	expect(text).toContain("| ts-go / go | 0.55 (0.5–0.6) | 0.95 (0.9–0.99) |");
});

test("the chart is an SVG that names the servers and the loads", async () => {
	const svg = await benchChart(results);
	expect(svg).toMatch(/^<svg /);
	for (const word of ["ts-go", "GetFeature, 100", "plaintext"]) expect(svg).toContain(word);
});
