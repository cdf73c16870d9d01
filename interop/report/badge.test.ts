import { expect, test } from "vitest";
import { create } from "xmlbuilder2";
import type { Results } from "../model/results.ts";
import { badgeEndpoint, badgeSvg } from "./badge.ts";
import type { ReportData } from "./load.ts";
import { madeUpData, summaryOf } from "./test/data.ts";

const data = await madeUpData();
const green: ReportData = run({ preflight: [], cells: data.results.cells.filter(isPassed) });

function isPassed({ outcome }: Results["cells"][number]): boolean {
	return outcome === "passed";
}

function run(results: Partial<Results>): ReportData {
	const changed = { ...data.results, ...results };
	return { ...data, results: { ...changed, summary: summaryOf(changed.cells) } };
}

test("the endpoint has the schema of shields.io, and says how many cells are red", () => {
	const { failed, total, ...others } = data.results.summary;
	const red = failed + others["unexpected-pass"] + others["could-not-run"];
	expect(JSON.parse(badgeEndpoint(data))).toEqual({
		schemaVersion: 1,
		label: "interop",
		message: `${red} of ${total.toLocaleString("en")} cells red`,
		color: "red",
		isError: true,
	});
});

test("a green run is green, and no error", () => {
	expect(JSON.parse(badgeEndpoint(green))).toMatchObject({
		message: `${green.results.summary.total.toLocaleString("en")} cells, all green`,
		color: "brightgreen",
		isError: false,
	});
});

test("a run that failed in its preflight alone, one that was interrupted and an empty one are not green", () => {
	const { cells } = green.results;
	const check = data.results.preflight.find(({ ok }) => !ok) as Results["preflight"][number];
	const stopped = { ...data.results.run, interrupted: true };
	const messages = [
		run({ cells, preflight: [check] }),
		run({ cells, preflight: [], run: stopped }),
		run({ cells: [], preflight: [] }),
	].map((one) => JSON.parse(badgeEndpoint(one)));
	expect(messages).toMatchObject([
		{ message: "1 preflight check failed", color: "red", isError: true },
		{ message: "interrupted", color: "lightgrey", isError: true },
		{ message: "nothing judged", color: "lightgrey", isError: true },
	]);
});

test("the picture is SVG with the same words, for those who cannot see it as well", () => {
	const svg = badgeSvg(data);
	const root = create(svg).root().toObject() as { svg: Record<string, unknown> };
	const { message } = JSON.parse(badgeEndpoint(data));
	expect(root.svg).toMatchObject({
		"@xmlns": "http://www.w3.org/2000/svg",
		"@role": "img",
		"@aria-label": `interop: ${message}`,
	});
});
