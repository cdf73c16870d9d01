import { expect, test } from "vitest";
import { AreaSearch, indexAreas } from "../database/area-index.ts";

/** Large enough for a tree, and without an order that the tree's could be taken for. */
const COUNT = 6000;
const latitudes = Int32Array.from({ length: COUNT }, (_, row) => (row * 7919) % 1000);
const longitudes = Int32Array.from({ length: COUNT }, (_, row) => (row * 104729) % 997);
const points = { count: COUNT, latitudes, longitudes };

test.each([
	["nothing", { south: -9, north: -1, west: 0, east: 1000 }, 0, 0],
	["few", { south: 100, north: 300, west: 200, east: 700 }, 100, 4096],
	[
		"so many that it looks through all",
		{ south: 0, north: 900, west: 0, east: 997 },
		4097,
		COUNT - 1,
	],
	["all", { south: 0, north: 1000, west: 0, east: 1000 }, COUNT, COUNT],
])(
	"of a large database %s is found as by looking through it, in its order",
	(_, area, least, most) => {
		const inside = Array.from({ length: COUNT }, (_, row) => row).filter((row) => {
			const [latitude = 0, longitude = 0] = [latitudes[row], longitudes[row]];
			return (
				latitude >= area.south &&
				latitude <= area.north &&
				longitude >= area.west &&
				longitude <= area.east
			);
		});
		expect(inside.length).toBeGreaterThanOrEqual(least);
		expect(inside.length).toBeLessThanOrEqual(most);
		const index = indexAreas(points);
		expect(index).not.toBe(null);
		expect([...new AreaSearch(points, index).rows(area)]).toEqual(inside);
	},
);
