/** A bench as Markdown. */
import type { Comparison } from "../compare/previous.ts";
import type { BenchResults } from "../model/results.ts";
import { aimsTable, cellTables, movesTable, startTable, type Table } from "./tables.ts";

export interface Told {
	readonly results: BenchResults;
	/** Null where there is no earlier run. */
	readonly comparison: Comparison | null;
	/** When that run began. */
	readonly before: string | null;
}

export function benchMarkdown({ results, comparison, before }: Told): string {
	const { machine, rounds, seconds, load_makers, started, ended } = results;
	const parts = [
		"# Bench",
		results.interrupted ? "**Interrupted: what is missing did not run.**" : "",
		`${started.slice(0, 19).replace("T", " ")} to ${ended.slice(11, 19)} UTC, by \`${results.command}\`. ${rounds} rounds of ${seconds} s after a warm-up as long; medians, and in brackets the least and the most of all rounds. Load by ${load_makers.unary} (unary) and ${load_makers.streaming} (streaming), on the same ${machine.cores} cores as the servers: ${machine.cpu}, ${machine.system}, Node ${machine.node}. Ratios are of one round each, since the servers take turns.`,
		results.servers
			.map(({ name, title, language, grpc }) =>
				[`- \`${name}\`: ${title}`, language, grpc].filter((part) => part !== null).join(", "),
			)
			.join("\n"),
		"![Rates against the Go reference](bench.svg)",
		markdownTable(aimsTable(results)),
		...failures(results),
		compared(comparison, before),
		markdownTable(startTable(results)),
		...cellTables(results).map(markdownTable),
	];
	return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What failed of it, in a line each. */
export function failures({ cells, instances }: BenchResults): string[] {
	const unstarted = instances
		.filter(({ failed }) => failed !== null)
		.map(
			({ server, features, transport, failed }) =>
				`- \`${server}\`, ${features} features, ${transport}: did not start: ${failed}`,
		);
	const failing = cells.flatMap(({ server, mode, features, transport, attempts }) => {
		const failed = attempts.filter((one) => one.failed > 0);
		if (failed.length === 0) return [];
		return [
			`- \`${server}\`, ${mode}, ${features} features, ${transport}: failed in ${failed.length} of ${attempts.length} rounds; the first: ${failed[0]?.failure}`,
		];
	});
	const all = [...unstarted, ...failing];
	return all.length === 0 ? [] : ["## Failed", all.join("\n")];
}

/** In a sentence, what became of the ratios of an earlier run. */
export function comparisonLine(comparison: Comparison | null, before: string | null): string {
	if (comparison === null || before === null) return "There is no earlier run to compare with.";
	const when = `the run of ${before.slice(0, 16).replace("T", " ")} UTC`;
	if (comparison.note !== null) return `Not compared with ${when}: ${comparison.note}.`;
	const { compared, moves } = comparison;
	return `Compared with ${when}: ${moves.length} of ${compared} ratios moved beyond the spread of both runs.`;
}

function compared(comparison: Comparison | null, before: string | null): string {
	const line = comparisonLine(comparison, before);
	if (comparison === null || comparison.moves.length === 0) return line;
	return `${line}\n\n${markdownTable(movesTable(comparison))}`;
}

export function markdownTable({ title, head, rows }: Table): string {
	const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
	return [`## ${title}`, "", line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function escaped(text: string): string {
	return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
