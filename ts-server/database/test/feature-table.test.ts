import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Feature, Feature__Output } from "../../../proto/generated/routeguide/Feature.ts";
import { loadRouteGuide } from "../../service.ts";
import { FeatureTable, tableDataOf } from "../feature-table.ts";

const { GetFeature } = loadRouteGuide().RouteGuide.service;
const decoded = (feature: Feature) => GetFeature.responseDeserialize(feature as Buffer);
const at = (latitude: number, longitude: number) => ({ latitude, longitude });
const between = (value: number, a: number, b: number) =>
	(a <= value && value <= b) || (b <= value && value <= a);

/** Everything that a table can be asked about this rectangle, against a filter over all features. */
function compare(list: readonly Feature__Output[], lo: Point, hi: Point): void {
	const table = new FeatureTable(tableDataOf(list));
	const inside = list.filter(
		({ location }) =>
			between(location?.latitude ?? 0, lo.latitude, hi.latitude) &&
			between(location?.longitude ?? 0, lo.longitude, hi.longitude),
	);
	const here = list.filter(
		({ location }) => location?.latitude === lo.latitude && location.longitude === lo.longitude,
	);
	expect([...table.within({ lo, hi })].map(decoded)).toEqual(inside);
	const first = table.first(lo);
	expect(first === null ? null : decoded(first)).toEqual(here[0] ?? null);
	expect(table.count(lo)).toBe(here.length);
	expect(table.size).toBe(list.length);
}
type Point = ReturnType<typeof at>;

describe("a table finds what a filter over all features finds", () => {
	const near = fc.integer({ min: -3, max: 3 });
	const anywhere = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

	test.each([
		["near", near],
		["anywhere", anywhere],
	])("in a few %s", (_title, coordinate) => {
		const points = fc.record({ latitude: coordinate, longitude: coordinate });
		const features = fc.array(fc.record({ name: fc.string(), location: points }));
		fc.assert(fc.property(features, points, points, compare));
	});

	test("in so many that a tree is asked, however many it finds", () => {
		const features = fc.sample(
			fc.record({
				name: fc.string(),
				location: fc.record({
					latitude: fc.integer({ min: -50, max: 50 }),
					longitude: fc.integer({ min: -5_000, max: 5_000 }),
				}),
			}),
			{ numRuns: 9000, seed: 7 },
		);
		for (const [lo, hi] of [
			[at(0, 0), at(0, 0)],
			[at(-1, 4_000), at(3, 4_100)],
			[at(50, -5_000), at(-50, 0)],
			[at(-60, -6_000), at(60, 6_000)],
			[at(51, 0), at(60, 100)],
		] as const) {
			compare(features, lo, hi);
		}
		for (const { location } of features.slice(0, 20)) compare(features, location, at(7, 8));
	});

	test("where many share a point", () => {
		const features = Array.from({ length: 5000 }, (_, index) => ({
			name: String(index),
			location: at(index % 2, 3),
		}));
		compare(features, at(1, 3), at(0, 3));
		compare(features, at(0, 3), at(0, 3));
	});
});

test("features are encoded without their zeros and empty texts, a location even if empty", () => {
	const table = new FeatureTable(tableDataOf([{ name: "", location: at(0, 0) }]));
	expect(table.first(at(0, 0))?.toString("hex")).toBe("1200");
});
