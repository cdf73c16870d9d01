/** What stands at the end of a run: the matrix, the failures, where the reports are. */
import { idOf } from "../compare/blame.ts";
import type { CellDetail, Results } from "../model/results.ts";
import { GREEN_OUTCOMES } from "../model/words.ts";
import { blamed } from "../report/blame.ts";
import { flakyCells, repeatText } from "../report/repetitions.ts";
import { failureText, summaryTable } from "../report/terminal.ts";
import { counted } from "../report/verdict.ts";
import { oneLine } from "../report/visible.ts";
import { shownPath } from "./options.ts";

/** More failures than this are in the report only. */
const MOST_FAILURES = 25;
/** Likewise of the sets of peers to blame. */
const MOST_BLAMED = 10;

export function summaryText(
	results: Results,
	details: readonly CellDetail[],
	folder: string,
	files: readonly string[],
	colour: boolean,
): string {
	const red = results.cells.filter(({ outcome }) => !GREEN_OUTCOMES.includes(outcome));
	const byCell = new Map(details.map((detail) => [detail.cell, detail]));
	const failures = red
		.slice(0, MOST_FAILURES)
		.map((cell) =>
			failureText(cell, byCell.get(idOf(cell)) ?? null, { results, folder }, { colour }),
		);
	const more = red.length - failures.length;
	const refused = results.preflight.filter(({ ok }) => !ok);
	const counts = Object.entries(results.summary)
		.filter(([word, number]) => number > 0 && word !== "total")
		.map(([word, number]) => `${number} ${word}`);
	return [
		...failures,
		...(more > 0 ? [`… and ${more} more: see the report`] : []),
		...refused.map(
			({ server, client, transport, check, seen }) =>
				`✗ preflight ${server}/${client}/${transport} ${check}: ${seen}`,
		),
		...blamed(results.blame, false)
			.slice(0, MOST_BLAMED)
			.map(
				({ title, items }) =>
					`blame: ${title}, in ${counted(items.length, "scenario")}: ${oneLine(items.map(({ scenario }) => scenario).join(", "), 160)}`,
			),
		summaryTable(results, { colour }),
		`${counted(results.summary.total, "cell")}: ${counts.join(", ")}${results.run.interrupted ? "; interrupted" : ""}`,
		...repetitions(results),
		`report: ${files.map(shownPath).join("  ")}`,
	].join("\n");
}

/** What they showed, the flakiest cells, and the slowest pair. */
function repetitions(results: Results): string[] {
	const text = repeatText(results);
	if (text === null) return [];
	const [slowest] = (results.latency ?? []).toSorted((one, other) => other.p99 - one.p99);
	return [
		text,
		...flakyCells(results)
			.slice(0, MOST_FAILURES)
			.map(({ id, rate }) => `  ${rate}: ${id}`),
		...(slowest
			? [
					`slowest pair: ${slowest.server}/${slowest.client}/${slowest.transport}, p50 ${slowest.p50} ms, p90 ${slowest.p90} ms, p99 ${slowest.p99} ms, max ${slowest.max} ms`,
				]
			: []),
	];
}
