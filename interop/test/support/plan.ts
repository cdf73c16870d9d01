/** Plans for tests: of a selection, as a run in the process runtime would have it. */
import type { Plan } from "../../model/plan.ts";
import { makePlan, type PlanFrame } from "../../plan/plan.ts";
import { DEFAULT_DATABASE } from "../../scenarios/databases.ts";

export function planOfTest(
	selection: Parameters<typeof makePlan>[0],
	frame: Partial<PlanFrame> = {},
): Plan {
	return makePlan(selection, {
		runtime: "process",
		runtime_reason: "a test",
		command: "a test",
		filters: {},
		limit_ms: 10_000,
		ledger: [],
		defaultDatabase: DEFAULT_DATABASE,
		...frame,
	});
}
