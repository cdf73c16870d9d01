import { expect, test } from "vitest";
import { attemptOf, cellOf } from "../test/results.ts";
import { counterpart, ratioOf } from "./ratios.ts";

test("a ratio is of one round each: what slows both down leaves it alone", () => {
	const [server, base] = [cellOf("ts-go", [50, 5, 60]), cellOf("go", [100, 10, 100])];
	expect(ratioOf(server, base, "rate")).toEqual({ median: 0.5, least: 0.5, most: 0.6 });
});

test("rounds that only one of them has are left out, and so is one in which nothing was answered", () => {
	const base = cellOf("go", [100, 100]);
	expect(ratioOf(cellOf("ts-go", [50, 70, 90]), base, "rate")).toMatchObject({ most: 0.7 });
	expect(ratioOf(cellOf("ts-go", [0, 70]), base, "rate")).toMatchObject({ least: 0.7 });
	expect(ratioOf(cellOf("ts-go", [50]), cellOf("go", [0]), "rate")).toBeNull();
});

test("CPU time and memory have ratios of their own", () => {
	const server = cellOf("ts-go", [], {
		attempts: [attemptOf(1, 9, { cpu_seconds_per_1000_calls: 0.3, resident_bytes: 200 })],
	});
	const base = cellOf("go", [], {
		attempts: [attemptOf(1, 9, { cpu_seconds_per_1000_calls: 0.1, resident_bytes: 400 })],
	});
	expect(ratioOf(server, base, "cpu")?.median).toBeCloseTo(3);
	expect(ratioOf(server, base, "resident")?.median).toBe(0.5);
});

test("a cell's counterpart is alike in mode, database and transport", () => {
	const cell = cellOf("ts-go", [1], { transport: "tls" });
	const other = cellOf("go", [1], { transport: "tls" });
	const cells = [
		cellOf("go", [1]),
		cellOf("go", [1], { transport: "tls", features: 10_000 }),
		other,
	];
	expect(counterpart(cells, cell, "go")).toBe(other);
	expect(counterpart(cells, cell, "python")).toBeUndefined();
});
