import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Int32Odometer } from "../behaviour/go.ts";
import { distanceByDegrees, distanceByRadians, metresOf } from "../distance.ts";

const HALF_CIRCUMFERENCE = 20015086;

describe.each([distanceByDegrees, distanceByRadians])("$name", (distance) => {
	const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
	const points = fc.record({ latitude: int32, longitude: int32 });

	test("lies between nothing and half the circumference for all int32 coordinates", () => {
		fc.assert(
			fc.property(points, points, (from, to) => {
				const metres = distance(from, to);
				expect(metres).toBeGreaterThanOrEqual(0);
				expect(Math.trunc(metres)).toBeLessThanOrEqual(HALF_CIRCUMFERENCE);
			}),
		);
	});

	test("is half the circumference between antipodes, to the metre that floats leave there", () => {
		const latitudes = fc.integer({ min: -900000000, max: 900000000 });
		fc.assert(
			fc.property(latitudes, (latitude) => {
				const metres = distance(
					{ latitude, longitude: 0 },
					{ latitude: -latitude, longitude: 18e8 },
				);
				expect(HALF_CIRCUMFERENCE - Math.trunc(metres)).toBeLessThanOrEqual(1);
			}),
		);
	});

	test("is nothing between one place and the same place beyond the pole", () => {
		for (const beyond of [1, 7, 30, 45, 80]) {
			const over = { latitude: (90 + beyond) * 1e7, longitude: 0 };
			const same = { latitude: (90 - beyond) * 1e7, longitude: 180 * 1e7 };
			expect(distance(over, same)).toBeLessThan(1);
		}
	});
});

test("what rounding takes past its range counts as the range's end", () => {
	expect(Math.trunc(metresOf(1 + 2 ** -50))).toBe(HALF_CIRCUMFERENCE);
	expect(metresOf(-(2 ** -60))).toBe(0);
});

test("go's distance is the sum of its legs as an int32", () => {
	const leg = fc.double({ min: 1e7, max: 2.1e7, noNaN: true });
	// From 215 of the shortest legs on, the sum does not fit.
	const legs = fc.array(leg, { minLength: 150, maxLength: 500, size: "max" });
	fc.assert(
		fc.property(legs, (metres) => {
			const odometer = new Int32Odometer();
			let exact = 0n;
			for (const leg of metres) {
				odometer.addMetres(leg);
				exact += BigInt(Math.trunc(leg));
			}
			expect(odometer.total()).toBe(Number(BigInt.asIntN(32, exact)));
		}),
	);
});
