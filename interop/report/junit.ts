/** JUnit XML: a suite per pair and transport, a test case per scenario. */
import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import { cellId } from "../model/plan.ts";
import type { ResultCell, ResultPreflight } from "../model/results.ts";
import { blameText } from "./blame.ts";
import { differenceText } from "./difference.ts";
import type { ReportData } from "./load.ts";
import { orphanChecks, pairName } from "./orphans.ts";
import { remembered } from "./remember.ts";
import { rerunCommand } from "./rerun.ts";
import { groupBy, tally } from "./tally.ts";
import { oneLine, visible } from "./visible.ts";

/** What CI systems call failures, errors and skipped. Totals carry no `skipped`: the schema has none there. */
interface Counts {
	readonly tests: number;
	readonly failures: number;
	readonly errors: number;
	readonly skipped: number;
	readonly time: string;
}

type Texts = (expected: unknown, observed: unknown) => string[];

export function junit(data: ReportData): string {
	const { results } = data;
	const texts: Texts = remembered((expected, observed) => differenceText(expected, observed, 30));
	const suites = groupBy(results.cells, pairName);
	const orphans = orphanChecks(results);
	const { skipped: _, ...totals } = counts(results.cells, orphans.length);
	const root = create({ version: "1.0", encoding: "UTF-8" }).ele("testsuites", {
		name: visible(`interop ${results.run.id}`),
		...totals,
	});
	for (const [name, cells] of suites) {
		const suite = root.ele("testsuite", {
			name: visible(name),
			...counts(cells, 0),
			timestamp: results.run.started.slice(0, 19),
		});
		for (const cell of cells) addCell(suite, cell, data, texts);
	}
	addChecks(root, orphans);
	return `${root.end({ prettyPrint: true })}\n`;
}

function counts(cells: readonly ResultCell[], failedChecks: number): Counts {
	const of = tally(cells);
	return {
		tests: cells.length + failedChecks,
		failures: of.failed + of["unexpected-pass"] + failedChecks,
		errors: of["could-not-run"],
		skipped: of.unsupported,
		time: seconds(cells.reduce((sum, cell) => sum + (cell.ms ?? 0), 0)),
	};
}

function addCell(suite: XMLBuilder, cell: ResultCell, data: ReportData, texts: Texts): void {
	const family = cell.scenario.slice(0, cell.scenario.lastIndexOf("/"));
	const test = suite.ele("testcase", {
		classname: visible(`${pairName(cell)}/${family}`.replaceAll("/", ".")),
		name: visible(cell.scenario.slice(family.length + 1)),
		time: seconds(cell.ms ?? 0),
	});
	const message = oneLine(cell.reason ?? cell.outcome, 1000);
	if (cell.outcome === "unsupported") test.ele("skipped", { message });
	if (cell.outcome === "failed" || cell.outcome === "unexpected-pass")
		test.ele("failure", { type: cell.outcome, message }).txt(body(cell, data, texts));
	if (cell.outcome === "could-not-run")
		test.ele("error", { type: cell.outcome, message }).txt(body(cell, data, texts));
	if (cell.outcome === "expected-failure")
		test.ele("system-out").txt(`expected failure: ${message}`);
}

function body(cell: ResultCell, data: ReportData, texts: Texts): string {
	const id = cellId(cell);
	const detail = data.details.get(id);
	const difference =
		detail === undefined || cell.outcome === "could-not-run"
			? []
			: ["- expected, + seen:", ...texts(detail.expected, detail.observed)];
	const blame = data.results.blame.filter((item) => item.cells.includes(id));
	return visible(
		[...difference, ...blame.map(blameText), `alone: ${rerunCommand(id, data.results.run)}`].join(
			"\n",
		),
	);
}

/** A failed check whose pair and transport has no cells would otherwise leave this file green. */
function addChecks(root: XMLBuilder, checks: readonly ResultPreflight[]): void {
	for (const [name, group] of groupBy(checks, pairName)) {
		const suite = root.ele("testsuite", { name: visible(name), ...counts([], group.length) });
		for (const check of group) {
			const classname = visible(`${name}/preflight`.replaceAll("/", "."));
			suite
				.ele("testcase", { classname, name: check.check, time: seconds(0) })
				.ele("failure", { type: "preflight", message: oneLine(check.seen, 1000) });
		}
	}
}

function seconds(ms: number): string {
	return (ms / 1000).toFixed(3);
}
