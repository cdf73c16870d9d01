/** What stands at the end of a run: the matrix, the failures, where the reports are. */
import type { Changes } from "../model/changes.ts";
import type { RunObserved } from "../model/observed.ts";
import { cellId } from "../model/plan.ts";
import type { CellDetail, Results } from "../model/results.ts";
import { GREEN_OUTCOMES } from "../model/words.ts";
import { toldOnce } from "../report/alike.ts";
import { blamed } from "../report/blame.ts";
import { changesText } from "../report/changes/forms.ts";
import { DEATHS_MEAN, deathTexts, MOST_DEATHS } from "../report/deaths.ts";
import { changeGroups, changeText, observedTitle } from "../report/observed.ts";
import { flakyCells, repeatText } from "../report/repetitions.ts";
import { failureText, summaryTable } from "../report/terminal.ts";
import { unsupportedText } from "../report/unsupported.ts";
import { counted } from "../report/verdict.ts";
import { oneLine } from "../report/visible.ts";
import { shownPath } from "../support/typed-path.ts";

/** More failures than this are in the report only. */
const MOST_FAILURES = 25;
/** Likewise of the sets of peers to blame. */
const MOST_BLAMED = 10;
/** Likewise of changed observations. */
const MOST_CHANGES = 5;

/** All that there is to show of a run. */
export interface Shown {
	readonly results: Results;
	readonly details: readonly CellDetail[];
	readonly observed: RunObserved;
	/** Since the baseline, where one was given. */
	readonly changes: Changes | null;
	/** As it is to be shown. */
	readonly folder: string;
	/** Those of its report, where they are written. */
	readonly files: readonly string[];
	/** Without the matrix, whom to blame, and what was observed. */
	readonly brief: boolean;
}

export function summaryText(
	{ results, details, observed, changes, folder, files, brief }: Shown,
	colour: boolean,
): string {
	const red = results.cells.filter(({ outcome }) => !GREEN_OUTCOMES.includes(outcome));
	const byCell = new Map(details.map((detail) => [detail.cell, detail]));
	const told = toldOnce(red, (id) => byCell.get(id));
	const shown = told.slice(0, MOST_FAILURES);
	const failures = shown.map(({ cell, more }) => {
		const its = byCell.get(cellId(cell)) ?? null;
		const text = failureText(cell, its, { results, folder }, { colour });
		return more === 0
			? text
			: `${text}\n    and ${counted(more, "cell")} more could not run, for the same reason`;
	});
	const more = red.length - shown.reduce((sum, { more }) => sum + 1 + more, 0);
	const refused = results.preflight.filter(({ ok }) => !ok);
	const unsupported = unsupportedText(results);
	const counts = Object.entries(results.summary)
		.filter(([word, number]) => number > 0 && word !== "total")
		.map(([word, number]) => `${number} ${word}`);
	return [
		...failures,
		...(more > 0 ? [`… and ${more} more: see the report`] : []),
		...refused.map(
			({ server, client, transport, check, seen }) =>
				`✗ preflight ${server}/${client}/${transport} ${check}: ${oneLine(seen)}`,
		),
		...died(results, folder),
		...(brief ? [] : besides(results, observed, colour)),
		`${counted(results.summary.total, "cell")}: ${counts.join(", ")}${results.run.interrupted ? "; interrupted" : ""}`,
		...(unsupported === null ? [] : [unsupported]),
		...repetitions(results),
		...(changes === null ? [] : [changesText(changes, { colour })]),
		...(files.length === 0 ? [] : [`report: ${files.map(shownPath).join("  ")}`]),
	].join("\n");
}

/** Beside the verdict, where a reader of a long list looks first, since it explains much of the rest. */
function died(results: Results, folder: string): string[] {
	const lines = deathTexts(results, folder);
	if (lines.length === 0) return [];
	const more = lines.length - MOST_DEATHS;
	return [
		...lines.slice(0, MOST_DEATHS).map((text) => `✗ ${text}`),
		...(more > 0 ? [`… and ${more} more that died: see the report`] : []),
		`  ${DEATHS_MEAN}`,
	];
}

/** Whom to blame, what was observed, and the matrix. */
function besides(results: Results, observed: RunObserved, colour: boolean): string[] {
	return [
		...blamed(results.blame, false)
			.slice(0, MOST_BLAMED)
			.map(
				({ title, items }) =>
					`blame: ${title}, in ${counted(items.length, "scenario")}: ${oneLine(items.map(({ scenario }) => scenario).join(", "), 160)}`,
			),
		...observedLines(observed),
		summaryTable(results, { colour }),
	];
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

/** Nothing where nothing changed: what is observed makes no run red. */
function observedLines(observed: RunObserved): string[] {
	const groups = changeGroups(observed);
	if (groups.length === 0) return [];
	const more = groups.length - MOST_CHANGES;
	return [
		`${observedTitle(observed)}:`,
		...groups.slice(0, MOST_CHANGES).map((group) => `  ${oneLine(changeText(group), 400)}`),
		...(more > 0 ? [`  … and ${more} more: see the report`] : []),
	];
}
