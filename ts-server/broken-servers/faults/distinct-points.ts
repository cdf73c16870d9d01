/** Counts points that a route has passed before only once. */

import { summing } from "../support/answers.ts";
import type { Fault } from "../support/fault.ts";

/** A route that goes nowhere has one point. */
export const fault: Fault = summing((summary) =>
	summary.distance === 0
		? {
				...summary,
				point_count: Math.min(1, summary.point_count),
				feature_count: Math.min(1, summary.feature_count),
			}
		: summary,
);
