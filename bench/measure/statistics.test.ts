import { expect, test } from "vitest";
import { spreadOf } from "./statistics.ts";

test("a spread is the median, the least and the most, in whatever order they come", () => {
	expect(spreadOf([30, 4, 100])).toEqual({ median: 30, least: 4, most: 100 });
	expect(spreadOf([4, 100, 30, 20])).toEqual({ median: 25, least: 4, most: 100 });
	expect(spreadOf([7])).toEqual({ median: 7, least: 7, most: 7 });
});

test("nothing has no spread", () => {
	expect(spreadOf([])).toBeNull();
});
