import { expect, test } from "vitest";
import { FEATURES } from "../model/loads.ts";
import { featureLines } from "./files.ts";
import { areaOf, locationOf, type Point, type Rectangle, samplePoints } from "./layout.ts";

const keyOf = ({ latitude, longitude }: Point) => `${latitude},${longitude}`;
const inside = (area: Rectangle, { latitude, longitude }: Point) =>
	latitude >= area.lo.latitude &&
	latitude <= area.hi.latitude &&
	longitude >= area.lo.longitude &&
	longitude <= area.hi.longitude;

for (const features of FEATURES.filter((count) => count <= 10_000)) {
	const locations = Array.from({ length: features }, (_, index) => locationOf(index, features));

	test(`${features} features are at ${features} places`, () => {
		expect(new Set(locations.map(keyOf)).size).toBe(features);
	});

	test(`areas among ${features} features hold as many as they are to`, () => {
		for (const count of [10, features]) {
			const area = areaOf(count, features);
			expect(locations.filter((location) => inside(area, location))).toHaveLength(count);
		}
	});

	test(`sampled points are features all over ${features}, however few are used`, () => {
		const places = locations.map(keyOf);
		const indexes = samplePoints(100, features).map((point) => places.indexOf(keyOf(point)));
		expect(Math.min(...indexes)).toBeGreaterThanOrEqual(0);
		for (const few of [8, 100]) {
			const mean = indexes.slice(0, few).reduce((sum, index) => sum + index, 0) / few;
			expect(mean / features).toBeGreaterThan(0.4);
			expect(mean / features).toBeLessThan(0.6);
		}
	});
}

test("a made database is a JSON list of features, the same each time", () => {
	const text = [...featureLines(100)].join("");
	const list: { name: string; location: Point }[] = JSON.parse(text);
	expect(list).toHaveLength(100);
	expect(list[7]?.location).toEqual(locationOf(7, 100));
	expect(new Set(list.map(({ name }) => name)).size).toBe(100);
	expect([...featureLines(100)].join("")).toBe(text);
});
