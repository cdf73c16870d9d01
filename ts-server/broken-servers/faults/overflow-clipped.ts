/** Clips a distance beyond int32 to the largest number. */
import { distanceByRadians } from "../../distance.ts";
import { odometer } from "../support/routes.ts";

export const fault = odometer(() => {
	let sum = 0;
	return {
		add: (from, to) => {
			sum += Math.trunc(distanceByRadians(from, to));
		},
		total: () => Math.min(sum, 2 ** 31 - 1),
	};
});
