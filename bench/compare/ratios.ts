/** How a server does against another of the same run, round by round. */

import { type Spread, spreadOf } from "../measure/statistics.ts";
import type { Attempt, Cell } from "../model/results.ts";

/** What is compared, and what it is called. */
export const MEASURES = {
	rate: { title: "rate", of: (attempt: Attempt) => attempt.rate },
	cpu: {
		title: "CPU seconds per 1,000 calls",
		of: (attempt: Attempt) => attempt.cpu_seconds_per_1000_calls,
	},
	resident: { title: "resident memory", of: (attempt: Attempt) => attempt.resident_bytes },
} as const;
export type Measure = keyof typeof MEASURES;

/** The servers that others are held against, in this order; a run without them has no ratios. */
export const REFERENCES = ["go", "python"] as const;

/** The spread of a measure over the rounds; null where no attempt has it. */
export function measured(cell: Cell, of: (attempt: Attempt) => number | null): Spread | null {
	return spreadOf(cell.attempts.map(of).filter((value) => value !== null));
}

/**
 * The ratio of two servers in each round that both have, as a spread: what slowed the machine down for a
 * while slowed both. Null where no round has both.
 */
export function ratioOf(cell: Cell, base: Cell, measure: Measure): Spread | null {
	const { of } = MEASURES[measure];
	const ratios = cell.attempts.flatMap((attempt) => {
		const other = base.attempts.find(({ round }) => round === attempt.round);
		const [above, below] = [of(attempt), other ? of(other) : null];
		// A server that answered nothing has no ratio: not even to be slow by.
		if (above === null || !below || attempt.calls === 0 || other?.calls === 0) return [];
		return [above / below];
	});
	return spreadOf(ratios);
}

/** The cell of another server that is alike in all else. */
export function counterpart(cells: readonly Cell[], cell: Cell, server: string): Cell | undefined {
	return cells.find(
		(other) =>
			other.server === server &&
			other.mode === cell.mode &&
			other.features === cell.features &&
			other.transport === cell.transport,
	);
}
