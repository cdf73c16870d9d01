/** Rounds a route's metres instead of cutting them off. */
import { distanceByDegrees } from "../../distance.ts";
import { odometer } from "../support/routes.ts";

export const fault = odometer(() => {
	let sum = 0;
	return {
		add: (from, to) => {
			sum += distanceByDegrees(from, to);
		},
		total: () => Math.round(sum),
	};
});
