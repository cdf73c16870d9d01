/** The made-up run, written and loaded, for tests of one form. */
import type { Results } from "../../model/results.ts";
import { loadReportData, type ReportData } from "../load.ts";
import { tally } from "../tally.ts";
import { fixture, writeFixture } from "./fixture.ts";
import { temporaryFolder } from "./folder.ts";

export async function madeUpData(): Promise<ReportData> {
	await using folder = await temporaryFolder();
	await writeFixture(folder.path);
	return await loadReportData(folder.path);
}

/** The run in which every cell fails, at the length that a peer can make it fail. */
export function allFailing(data: ReportData, text: string): ReportData {
	const messages = Array.from({ length: 100 }, (_, at) => ({ at, text: `${text} ${at}` }));
	const { results, details } = fixture(() => ({
		outcome: "failed",
		reason: text.repeat(50),
		at: "a.finish",
		expected: { status: "OK", messages: [] },
		observed: { status: "OK", messages },
		ledger: null,
	}));
	return { ...data, results, details: new Map(details.map((detail) => [detail.cell, detail])) };
}

/** The summary of these cells. */
export function summaryOf(cells: Results["cells"]): Results["summary"] {
	return { ...tally(cells), total: cells.length };
}
