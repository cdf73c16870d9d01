/** CTRF, the common test report format: a test per cell. Source: ctrf.io, specification 0.0. */
import { cellId } from "../model/plan.ts";
import type { ResultCell, ResultPreflight } from "../model/results.ts";
import type { Outcome } from "../model/words.ts";
import { differenceText } from "./difference.ts";
import type { ReportData } from "./load.ts";
import { orphanChecks, pairName } from "./orphans.ts";
import { remembered } from "./remember.ts";
import { isFlaky } from "./repetitions.ts";
import { rerunCommand } from "./rerun.ts";
import { groupBy, reds, tally, total } from "./tally.ts";
import { oneLine } from "./visible.ts";

const SPECIFICATION = "0.0.0";

/** What CTRF calls each outcome; `rawStatus` has our own word. */
const STATUS: Readonly<Record<Outcome, "passed" | "failed" | "skipped" | "other">> = {
	passed: "passed",
	failed: "failed",
	"unexpected-pass": "failed",
	"could-not-run": "failed",
	unsupported: "skipped",
	// It ran, and not as its scenario says: neither word of theirs is true of it.
	"expected-failure": "other",
};

type Texts = (expected: unknown, observed: unknown) => string[];

/** The document as JSON. */
export function ctrf(data: ReportData): string {
	const { results } = data;
	const counts = tally(results.cells);
	const orphans = orphanChecks(results);
	const texts: Texts = remembered((expected, observed) => differenceText(expected, observed, 30));
	const start = Date.parse(results.run.started);
	const stop = Date.parse(results.run.ended ?? results.run.started);
	const document = {
		reportFormat: "CTRF",
		specVersion: SPECIFICATION,
		runId: results.run.id,
		timestamp: new Date(stop).toISOString(),
		generatedBy: "route-guide-interop",
		results: {
			tool: { name: "route-guide-interop" },
			summary: {
				tests: total(counts) + orphans.length,
				passed: counts.passed,
				failed: reds(counts) + orphans.length,
				skipped: counts.unsupported,
				pending: 0,
				other: counts["expected-failure"],
				flaky: results.cells.filter(isFlaky).length,
				suites: groupBy([...results.cells, ...orphans], pairName).size,
				start,
				stop,
				duration: stop - start,
			},
			tests: [...results.cells.map((cell) => testOf(cell, data, texts)), ...orphans.map(checkTest)],
			environment: {
				reportName: "route-guide-interop",
				testEnvironment: results.run.runtime,
				extra: { command: results.run.command, peers: results.peers },
			},
		},
	};
	return `${JSON.stringify(document)}\n`;
}

function testOf(cell: ResultCell, data: ReportData, texts: Texts) {
	const id = cellId(cell);
	const { server, client, transport, scenario, outcome, reason, ms } = cell;
	const file = data.scenarios.get(scenario)?.file;
	const detail = data.details.get(id);
	const differs =
		detail !== undefined && outcome !== "could-not-run" && STATUS[outcome] !== "skipped";
	return {
		name: id,
		status: STATUS[outcome],
		rawStatus: outcome,
		duration: Math.round(ms ?? 0),
		suite: [pairName(cell), scenario.slice(0, scenario.lastIndexOf("/"))],
		labels: { server, client, transport, scenario },
		...(file === undefined ? {} : { filePath: file }),
		...(reason === null ? {} : { message: oneLine(reason, 1000) }),
		...(differs
			? { trace: ["- expected, + seen:", ...texts(detail.expected, detail.observed)].join("\n") }
			: {}),
		...(isFlaky(cell) ? { flaky: true } : {}),
		...(outcome === "passed" ? {} : { extra: { alone: rerunCommand(id, data.results.run) } }),
	};
}

function checkTest(check: ResultPreflight) {
	const { server, client, transport } = check;
	return {
		name: `${pairName(check)}/preflight/${check.check}`,
		status: "failed",
		rawStatus: "preflight",
		duration: 0,
		suite: [pairName(check), "preflight"],
		labels: { server, client, transport },
		message: oneLine(check.seen, 1000),
	};
}
