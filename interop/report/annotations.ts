/** Annotations for GitHub: workflow commands that point to lines of scenarios. */
import type { Changes } from "../model/changes.ts";
import { cellId } from "../model/plan.ts";
import type { ResultCell, Results } from "../model/results.ts";
import { patternsOf } from "./changes/patterns.ts";
import { rerunCommand } from "./rerun.ts";
import { axes, groupBy, isRed } from "./tally.ts";
import { counted, failedChecks } from "./verdict.ts";
import { oneLine } from "./visible.ts";

/** GitHub shows ten of a kind for each step of a job, and drops the rest without a word. */
const MOST = 10;

/** Where a scenario stands: its file from the repository's root, and a line, counted from 1. */
export type LineOf = (scenario: string, cell: string) => { file: string; line: number } | null;

/**
 * A line for each scenario with red cells, those with the most first: `error` for what is new, `warning`
 * for what the baseline knows. What does not fit is counted in the last one.
 */
export function annotations(results: Results, changes: Changes | null, lineOf: LineOf): string[] {
	const known = new Set(changes?.known.map(cellId));
	const red = results.cells.filter(({ outcome }) => isRed(outcome));
	const of = (kind: "error" | "warning", cells: readonly ResultCell[]) => {
		const groups = [...groupBy(cells, ({ scenario }) => scenario).values()].toSorted(
			(one, other) => other.length - one.length,
		);
		const lines = groups.map((group) => scenarioLine(kind, group, results, lineOf));
		if (lines.length <= MOST) return lines;
		const left = counted(lines.length - MOST + 1, "more scenario");
		return [
			...lines.slice(0, MOST - 1),
			command(kind, {}, `${left} with red cells: see the report`),
		];
	};
	const unknown = of(
		"error",
		red.filter((cell) => !known.has(cellId(cell))),
	);
	const checks = failedChecks(results);
	return [
		...unknown,
		...of(
			"warning",
			red.filter((cell) => known.has(cellId(cell))),
		),
		...(checks.length > 0 && red.length === 0
			? [
					command(
						"error",
						{ title: "preflight" },
						`${counted(checks.length, "check")} failed: see the report`,
					),
				]
			: []),
	];
}

function scenarioLine(
	kind: "error" | "warning",
	cells: readonly ResultCell[],
	results: Results,
	lineOf: LineOf,
): string {
	const [first] = cells;
	if (first === undefined) return "";
	const place = lineOf(first.scenario, cellId(first));
	const where = patternsOf(cells, axes(results)).join(" and ");
	const known = kind === "warning" ? "known: " : "";
	const text = [
		`${counted(cells.length, "cell")}: ${where}`,
		`${first.outcome}: ${oneLine(first.reason ?? "", 500)}`,
		`alone: ${rerunCommand(cellId(first), results.run)}`,
	].join("\n");
	const at = place === null ? {} : { file: place.file, line: String(place.line) };
	return command(kind, { ...at, title: `${known}${first.scenario}` }, text);
}

function command(kind: string, properties: Readonly<Record<string, string>>, text: string): string {
	const given = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
	return `::${kind}${given.length === 0 ? "" : ` ${given.join(",")}`}::${data(text)}`;
}

/** Source: actions/toolkit, packages/core/src/command.ts. */
function data(text: string): string {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
	return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
