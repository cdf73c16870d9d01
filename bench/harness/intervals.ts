/** Times of a run's batches, as spans on one clock. */

/** Milliseconds, as Date has them. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

/** How long at least one of the spans lasts. */
export function covered(spans: readonly Span[]): number {
	let total = 0;
	let until = Number.NEGATIVE_INFINITY;
	for (const { from, to } of [...spans].sort((one, other) => one.from - other.from)) {
		if (to <= until) continue;
		total += to - Math.max(from, until);
		until = to;
	}
	return total;
}

/** From the beginning of the first to the end of the last; null where there is none. */
export function hull(spans: readonly Span[]): Span | null {
	if (spans.length === 0) return null;
	return {
		from: Math.min(...spans.map(({ from }) => from)),
		to: Math.max(...spans.map(({ to }) => to)),
	};
}
