/** Failures as they come: the verdict on expectation alone, before the run is over. */

import { transcriptOf } from "../compare/cell.ts";
import { describeMismatch } from "../compare/describe.ts";
import { firstMismatch } from "../compare/expectation.ts";
import { concerns } from "../compare/judge.ts";
import { distrust } from "../compare/trust.ts";
import type { BatchPlan, Plan } from "../model/plan.ts";
import type { BatchRecord } from "../model/record.ts";
import { cellIn } from "../model/repetition.ts";
import type { Scenario } from "../model/scenario.ts";

/**
 * A function that gives a line for each cell of a batch that is not as its scenario says, and not in the ledger.
 * What an interruption cut off has none: the summary counts it.
 */
export function failuresOf(plan: Plan, scenarios: readonly Scenario[], interrupted: () => boolean) {
	const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
	const cells = new Map(plan.cells.map((cell) => [cell.id, cell]));
	return (record: BatchRecord, batch: BatchPlan): string[] => {
		const theirs = batch.cells.flatMap((id) => {
			const cell = cells.get(id);
			return cell ? [cellIn(cell, batch.repetition, plan.repeat)] : [];
		});
		const why =
			batch.preflight === null
				? distrust(
						record,
						batch,
						theirs.map(({ job }) => job),
						() => undefined,
					)
				: record.distrust;
		if (why !== null && interrupted()) return [];
		if (why !== null) return [`✗ ${batch.id}: could not run: ${why}`];
		const which = plan.repeat.times > 1 ? `, repetition ${batch.repetition}` : "";
		return theirs.flatMap((cell) => {
			const scenario = byId.get(cell.scenario);
			const script = scenario?.scripts[cell.behaviour];
			const line = record.jobs.find((answer) => answer.line.job === cell.job)?.line;
			if (!scenario || !script || !line || cell.unsupported) return [];
			if (plan.ledger.some((entry) => concerns(entry, cell))) return [];
			if (line.end !== "completed") return [`✗ ${cell.id}${which}: ${line.end}: ${line.why}`];
			const transcript = transcriptOf({ cell, scenario, line, limitMs: plan.limit_ms });
			const mismatch = firstMismatch(script, script.expected, transcript);
			return mismatch ? [`✗ ${cell.id}${which}: ${describeMismatch(mismatch)}`] : [];
		});
	};
}
