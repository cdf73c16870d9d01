/** Annotations of a run, with the lines of the scenarios' files as they are now. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Changes } from "../model/changes.ts";
import type { CellDetail, Results } from "../model/results.ts";
import type { Scenario } from "../model/scenario.ts";
import { annotations } from "../report/annotations.ts";
import { lineOfStep } from "../scenarios/line.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What GitHub is told of a run. */
export function annotationsOf(
	results: Results,
	details: readonly CellDetail[],
	scenarios: readonly Scenario[],
	changes: Changes | null,
): string[] {
	const files = new Map(scenarios.map(({ id, file }) => [id, file]));
	const steps = new Map(details.map(({ cell, at }) => [cell, at]));
	return annotations(results, changes, (scenario, cell) => {
		const file = files.get(scenario);
		// A run may be older than the checkout.
		if (file === undefined || !existsSync(resolve(ROOT, file))) return null;
		const text = readFileSync(resolve(ROOT, file), "utf8");
		return { file, line: lineOfStep(text, steps.get(cell) ?? null) };
	});
}
