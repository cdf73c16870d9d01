/** What repetitions showed: which cells are flaky, and how often each is red. */
import { cellId } from "../model/plan.ts";
import type { Latency, ResultCell, Results } from "../model/results.ts";
import { count, counted } from "./verdict.ts";

/** A cell that was not always the same. */
export interface FlakyCell {
	readonly id: string;
	/** E.g. `2 of 20 red`. */
	readonly rate: string;
	readonly reason: string;
}

/** The flaky cells, the most often red first; those that are red every time are not among them. */
export function flakyCells({ cells }: Results): FlakyCell[] {
	return cells
		.filter(isFlaky)
		.toSorted((one, other) => badTurns(other) - badTurns(one))
		.map((cell) => ({ id: cellId(cell), rate: rateOf(cell), reason: cell.reason ?? "" }));
}

/** What a run with repetitions says of all of them; null where there were none. */
export function repeatText(results: Results): string | null {
	const { repeat } = results.run;
	if (repeat === undefined) return null;
	const flaky = results.cells.filter(isFlaky).length;
	const found =
		flaky === 0
			? "no cell is flaky"
			: `${counted(flaky, "cell")} ${flaky === 1 ? "is" : "are"} flaky`;
	return `${counted(repeat.times, "repetition")} of each cell, each time in another order (--seed ${repeat.seed}): ${found}`;
}

/** The columns of a table of latencies, in milliseconds. */
export const LATENCY_HEAD = [
	"server",
	"client",
	"transport",
	"jobs",
	"p50 ms",
	"p90 ms",
	"p99 ms",
	"max ms",
] as const;

/** A row of that table. */
export function latencyRow({
	server,
	client,
	transport,
	jobs,
	p50,
	p90,
	p99,
	max,
}: Latency): string[] {
	return [server, client, transport, count(jobs), ...[p50, p90, p99, max].map(count)];
}

/** Red in some of its repetitions and not in all, or not the same each time. */
export function isFlaky({ outcome, repetitions }: ResultCell): boolean {
	if (repetitions === undefined || repetitions.first === null) return false;
	const { red, n } = repetitions;
	return outcome !== "passed" && red < n;
}

function badTurns({ repetitions }: ResultCell): number {
	return repetitions === undefined ? 0 : repetitions.red + repetitions.differing;
}

function rateOf({ repetitions }: ResultCell): string {
	const { n, red, differing } = repetitions ?? { n: 1, red: 0, differing: 0 };
	return [
		...(red > 0 || differing === 0 ? [`${red} of ${n} red`] : []),
		...(differing > 0 ? [`${differing} of ${n} unlike the first`] : []),
	].join(", ");
}
