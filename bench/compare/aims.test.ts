import { expect, test } from "vitest";
import { attemptOf, cellOf, resultsOf } from "../test/results.ts";
import { AIMS, judgeAims } from "./aims.ts";

const judged = (results: ReturnType<typeof resultsOf>, what: string, base: string) =>
	judgeAims(results).find(({ aim }) => aim.what.startsWith(what) && aim.base === base);

test("an aim is met by the median over plaintext, the very ratio included", () => {
	const at = (...rates: number[]) =>
		judged(
			resultsOf(cellOf("ts-go", rates), cellOf("go", [100, 100, 100])),
			"GetFeature, 100",
			"go",
		);
	expect(at(10, 60, 90)?.met).toBe(true);
	expect(at(10, 59, 90)?.met).toBe(false);
});

test("an aim of at most is missed above it", () => {
	const resident = (bytes: number) => {
		const features = 1_000_000 as const;
		const holding = (server: string, resident_bytes: number) =>
			cellOf(server, [], { features, attempts: [attemptOf(1, 9, { resident_bytes })] });
		const results = resultsOf(holding("ts-python", bytes), holding("python", 1_000));
		return judged(results, "resident", "python")?.met;
	};
	expect([resident(500), resident(501)]).toEqual([true, false]);
});

test("what was not measured is neither met nor missed", () => {
	const results = resultsOf(cellOf("ts-go", [1]));
	expect(judgeAims(results).map(({ met }) => met)).toEqual(AIMS.map(() => null));
});
