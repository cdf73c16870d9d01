/** Has no leg that is shorter than a metre. */
import { distanceByDegrees } from "../../distance.ts";
import { measuring } from "../support/routes.ts";

export const fault = measuring((from, to) => {
	const metres = distanceByDegrees(from, to);
	return metres > 0 ? Math.max(1, metres) : 0;
});
