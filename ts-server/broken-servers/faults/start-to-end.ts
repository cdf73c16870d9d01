/** Measures from the route's start to its end only. */
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import { distanceByDegrees } from "../../distance.ts";
import { odometer } from "../support/routes.ts";

export const fault = odometer(() => {
	let start: Point__Output | null = null;
	let metres = 0;
	return {
		add(from, to) {
			start ??= from;
			metres = distanceByDegrees(start, to);
		},
		total: () => Math.trunc(metres),
	};
});
