/** Cuts the fraction of a second off between points instead of at the end. */
import { timing } from "../support/routes.ts";

export const fault = timing(({ start, points, end }) => {
	const all = [start, ...points, end];
	return all.reduce((sum, at, i) => sum + Math.trunc((at - (all[i - 1] ?? at)) / 1000), 0);
});
