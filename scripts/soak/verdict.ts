/** Whether memory is flat, from samples of it. */

export interface Sample {
	/** Since the load began. */
	readonly seconds: number;
	readonly resident_bytes: number;
}

export interface Flatness {
	/** Of the line of least squares through the last half of the time. */
	readonly slope_bytes_per_second: number;
	/** What that line rises over the last half, as a share of the half's mean. */
	readonly rise: number;
	/** Null: too few samples to tell. */
	readonly flat: boolean | null;
}

/** Of the mean: within it, what rises and falls is the collector's. */
const MOST_RISE = 0.05;
/** In the last half. Before, a server still grows to what it needs. */
const FEWEST_SAMPLES = 20;

/** The last half of the time, held against itself. */
export function flatnessOf(samples: readonly Sample[]): Flatness {
	const end = samples.at(-1)?.seconds ?? 0;
	const half = samples.filter(({ seconds }) => seconds >= end / 2);
	const slope = slopeOf(half);
	const length = end - (half[0]?.seconds ?? 0);
	const mean = meanOf(half.map((sample) => sample.resident_bytes));
	const rise = mean > 0 ? (slope * length) / mean : 0;
	return {
		slope_bytes_per_second: slope,
		rise,
		flat: half.length < FEWEST_SAMPLES ? null : rise <= MOST_RISE,
	};
}

function slopeOf(samples: readonly Sample[]): number {
	const at = meanOf(samples.map(({ seconds }) => seconds));
	const level = meanOf(samples.map((sample) => sample.resident_bytes));
	let [above, below] = [0, 0];
	for (const sample of samples) {
		above += (sample.seconds - at) * (sample.resident_bytes - level);
		below += (sample.seconds - at) ** 2;
	}
	return below > 0 ? above / below : 0;
}

function meanOf(numbers: readonly number[]): number {
	return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
