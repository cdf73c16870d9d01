/** Has no length for a route that ends where it began. */
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import { distanceByDegrees } from "../../distance.ts";
import { odometer } from "../support/routes.ts";

export const fault = odometer(() => {
	let start: Point__Output | null = null;
	let metres = 0;
	return {
		add(from, to) {
			start ??= from;
			metres += distanceByDegrees(from, to);
			if (start.latitude === to.latitude && start.longitude === to.longitude) metres = 0;
		},
		total: () => Math.trunc(metres),
	};
});
