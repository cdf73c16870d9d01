/** Medians and spreads of few numbers. */

export interface Spread {
	readonly median: number;
	readonly least: number;
	readonly most: number;
}

/** Null where there is no number. */
export function spreadOf(numbers: readonly number[]): Spread | null {
	const sorted = [...numbers].sort((one, other) => one - other);
	const [least] = sorted;
	const most = sorted.at(-1);
	if (least === undefined || most === undefined) return null;
	return { median: median(sorted), least, most };
}

function median(sorted: readonly number[]): number {
	const middle = sorted.length / 2;
	const upper = sorted[Math.floor(middle)] as number;
	if (!Number.isInteger(middle)) return upper;
	return ((sorted[middle - 1] as number) + upper) / 2;
}
