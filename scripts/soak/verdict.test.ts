import { expect, test } from "vitest";
import { flatnessOf, type Sample } from "./verdict.ts";

const MB = 1e6;
/** A sample a second, of so many. */
const curve = (count: number, bytes: (second: number) => number): Sample[] =>
	Array.from({ length: count }, (_, index) => ({
		seconds: index + 1,
		resident_bytes: bytes(index + 1),
	}));

test("what grew in the first half only is flat", () => {
	const samples = curve(100, (second) => 100 * MB + Math.min(second, 49) * 10 * MB);
	expect(flatnessOf(samples)).toEqual({ slope_bytes_per_second: 0, rise: 0, flat: true });
});

test("what the collector takes and gives back is flat", () => {
	const samples = curve(200, (second) => 250 * MB + (second % 7) * 5 * MB);
	expect(flatnessOf(samples).flat).toBe(true);
});

test("what rises by a tenth over the last half is not, and neither is it hidden by the collector", () => {
	const rising = curve(200, (second) => 200 * MB + second * 0.2 * MB + (second % 7) * 5 * MB);
	const { slope_bytes_per_second, rise, flat } = flatnessOf(rising);
	expect(slope_bytes_per_second).toBeCloseTo(0.2 * MB, -5);
	expect(rise).toBeGreaterThan(0.05);
	expect(flat).toBe(false);
});

test("what falls is flat", () => {
	expect(flatnessOf(curve(100, (second) => (300 - second) * MB)).flat).toBe(true);
});

test.each([0, 1, 30])("%i samples are too few to tell", (count) => {
	expect(flatnessOf(curve(count, (second) => second * MB)).flat).toBeNull();
});
