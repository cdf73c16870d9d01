/** Measures every leg from the route's first point. */
import { distanceByDegrees } from "../../distance.ts";
import { fromTheStart } from "../support/routes.ts";

export const fault = fromTheStart((metres, start, [, to]) => metres + distanceByDegrees(start, to));
