/** What the terminal is told of a bench. */
import Table from "cli-table3";
import { comparisonLine, failures, type Told } from "../report/markdown.ts";
import { aimsTable, movesTable, type Table as Rows } from "../report/tables.ts";

/** The moves that are shown; the Markdown has all of them. */
const MOST_MOVES = 12;

export function toldText({ results, comparison, before }: Told, files: string): string {
	const moved = comparison && comparison.moves.length > 0 ? movesTable(comparison) : null;
	const shown = moved && { ...moved, rows: moved.rows.slice(0, MOST_MOVES) };
	return [
		...failures(results).slice(1),
		asText(aimsTable(results)),
		comparisonLine(comparison, before),
		...(shown ? [asText(shown)] : []),
		files,
	].join("\n\n");
}

/** A table with lines around its cells. */
export function asText({ title, head, rows }: Rows): string {
	const table = new Table({ head: [...head], style: { head: [], border: [] } });
	table.push(...rows.map((row) => [...row]));
	return `${title}\n${table.toString()}`;
}
