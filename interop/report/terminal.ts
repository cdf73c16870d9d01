/** What the terminal shows at the end of a run: the matrix, and each failure. Strings only, nothing is printed. */
import { join } from "node:path";
import { styleText } from "node:util";
import Table from "cli-table3";
import { cellId } from "../model/plan.ts";
import type { CellDetail, ResultCell, Results } from "../model/results.ts";
import { blameText } from "./blame.ts";
import { differenceText } from "./difference.ts";
import { rerunCommand } from "./rerun.ts";
import { axes, groupBy, reds, tally, total } from "./tally.ts";
import { oneLine, visible } from "./visible.ts";

export interface Look {
	/** True where the terminal shows colours. */
	readonly colour: boolean;
}

/** Servers × clients: passed of all in each pair, with a mark where a cell is not as it should be. */
export function summaryTable(results: Results, look: Look = { colour: false }): string {
	const { servers, clients } = axes(results);
	const pairs = groupBy(results.cells, (cell) => `${cell.server}/${cell.client}`);
	const table = new Table({
		head: ["server \\ client", ...clients],
		colAligns: ["left", ...clients.map(() => "right" as const)],
		style: { head: [], border: [], compact: true },
	});
	for (const server of servers)
		table.push([
			server,
			...clients.map((client) => pairText(pairs.get(`${server}/${client}`) ?? [], look)),
		]);
	return table.toString();
}

function pairText(cells: readonly ResultCell[], look: Look): string {
	if (cells.length === 0) return "-";
	const counts = tally(cells);
	const text = `${counts.passed}/${total(counts)}`;
	return reds(counts) === 0 ? paint("green", text, look) : paint("red", `✗ ${text}`, look);
}

/** Where a failure was seen, and in which run. */
export interface FailureContext {
	readonly results: Results;
	/** The run's folder, as it is to be shown. */
	readonly folder: string;
}

/** One failure: the cell, expected, seen, whom to blame, where the logs are, how to run it alone. */
export function failureText(
	cell: ResultCell,
	detail: CellDetail | null,
	context: FailureContext,
	look: Look = { colour: false },
): string {
	const id = cellId(cell);
	const lines = [
		paint("red", `✗ ${id}  ${cell.outcome}`, look),
		...(cell.reason === null ? [] : [oneLine(cell.reason)]),
		...difference(cell, detail, look),
		...context.results.blame
			.filter((item) => item.cells.includes(id))
			.map((item) => `blame: ${oneLine(blameText(item))}`),
		...logs(detail, context.folder),
		`alone: ${rerunCommand(id, context.results.run)}`,
	];
	return lines.map((line, at) => (at === 0 ? line : `    ${line}`)).join("\n");
}

function difference(cell: ResultCell, detail: CellDetail | null, look: Look): string[] {
	if (detail === null || cell.outcome === "could-not-run") return [];
	const where = detail.at === null ? "" : ` at ${visible(detail.at)}`;
	const lines = differenceText(detail.expected, detail.observed);
	// A cell may fail for what its pair's preflight saw, and have its transcript as it should be.
	if (!lines.some((line) => /^[-+]/.test(line))) return [];
	return [`- expected, + seen${where}:`, ...lines.map((line) => `  ${painted(line, look)}`)];
}

function painted(line: string, look: Look): string {
	if (line.startsWith("-")) return paint("green", line, look);
	return line.startsWith("+") ? paint("red", line, look) : line;
}

function logs(detail: CellDetail | null, folder: string): string[] {
	const names = [detail?.batch, detail?.instance].filter((name) => typeof name === "string");
	const files = names.map((name) => join(folder, "logs", `${name}.log`));
	return files.length === 0 ? [] : [`logs: ${files.join("  ")}`];
}

function paint(colour: "red" | "green", text: string, look: Look): string {
	return look.colour ? styleText(colour, text, { validateStream: false }) : text;
}
