/** Counts every point of a route as a feature. */
import { summing } from "../support/answers.ts";

export const fault = summing((summary) => ({ ...summary, feature_count: summary.point_count }));
