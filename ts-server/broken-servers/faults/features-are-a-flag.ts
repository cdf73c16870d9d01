/** Remembers of a route that it passed a feature, and not how many. */
import { summing } from "../support/answers.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = summing((summary) => ({
	...summary,
	feature_count: Math.min(1, summary.feature_count),
}));
