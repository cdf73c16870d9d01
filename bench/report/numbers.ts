/** Numbers as people read them. */
import type { Spread } from "../measure/statistics.ts";

/** Three figures, e.g. 12,300 or 0.0123. */
export function figures(value: number): string {
	if (value === 0) return "0";
	const rounded = Number(value.toPrecision(3));
	return rounded.toLocaleString("en", { maximumSignificantDigits: 3 });
}

/** `median (least–most)`. */
export function spread(numbers: Spread | null): string {
	if (numbers === null) return "–";
	const { median, least, most } = numbers;
	return `${figures(median)} (${figures(least)}–${figures(most)})`;
}

export function times(numbers: Spread | null): string {
	return numbers === null ? "–" : `${figures(numbers.median)} ×`;
}

/** In MB of a million bytes. */
export function megabytes(numbers: Spread | null): string {
	return numbers === null ? "–" : figures(numbers.median / 1e6);
}
