import { expect, test } from "vitest";
import { loadScenarios } from "../../interop/scenarios/load.ts";
import { harnessRatio } from "../report/harness.ts";
import { casesIn } from "./conformance-run.ts";
import { covered, hull } from "./intervals.ts";
import { hasPauses } from "./pauses.ts";

test("what several spans cover is counted once", () => {
	const spans = [
		{ from: 10, to: 20 },
		{ from: 0, to: 5 },
		{ from: 12, to: 25 },
		{ from: 13, to: 14 },
	];
	expect(covered(spans)).toBe(20);
	expect(hull(spans)).toEqual({ from: 0, to: 25 });
	expect([covered([]), hull([])]).toEqual([0, null]);
});

test("scenarios that wait by their script are left out, and no others", () => {
	const scenarios = loadScenarios();
	const waiting = scenarios.filter(hasPauses).map(({ id }) => id);
	const steps = (id: string) =>
		scenarios.find((one) => one.id === id)?.scripts.go.steps.map((step) => step.do) ?? [];
	expect(waiting.length).toBeGreaterThan(10);
	expect(waiting.length).toBeLessThan(scenarios.length / 2);
	expect(waiting).not.toContain("get-feature/known-point");
	for (const { id } of scenarios) {
		if (steps(id).some((step) => step === "pause" || step === "expect_silence"))
			expect(waiting).toContain(id);
	}
});

test("the number of cases is what connectconformance says at its end", () => {
	expect(casesIn("FAILED: x\n\nTotal cases: 367\n363 passed, 4 failed\n")).toBe(367);
	expect(() => casesIn("no such client")).toThrow("got no such client");
});

test("the harness's ratio is of one round each", () => {
	const run = (round: number, cells_per_second: number) => ({
		round,
		cells: 1,
		wall_seconds: 1,
		start_seconds: 1,
		running_seconds: 1,
		share_outside_peers: 0,
		cells_per_second,
	});
	const conformance = (round: number, cases_per_second: number) => ({
		round,
		peer: "grpcclient",
		cases: 1,
		wall_seconds: 1,
		cases_per_second,
	});
	const results = {
		version: 1 as const,
		started: "",
		ended: "",
		command: "",
		scenarios: 1,
		with_pauses: 0,
		conformance: { version: "", skipped: [] },
		harness: [run(1, 100), run(2, 10)],
		connectconformance: [conformance(1, 50), conformance(2, 20)],
	};
	expect(harnessRatio(results, "grpcclient")).toEqual({ median: 1.25, least: 0.5, most: 2 });
	expect(harnessRatio(results, "referenceclient")).toBeNull();
});
