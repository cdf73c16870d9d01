/** Has no length for a route that ends where it began. */
import { distanceByDegrees } from "../../distance.ts";
import { fromTheStart } from "../support/routes.ts";

export const fault = fromTheStart((metres, start, [from, to]) =>
	start.latitude === to.latitude && start.longitude === to.longitude
		? 0
		: metres + distanceByDegrees(from, to),
);
