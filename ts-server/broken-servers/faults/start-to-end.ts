/** Measures from the route's start to its end only. */
import { distanceByDegrees } from "../../distance.ts";
import { fromTheStart } from "../support/routes.ts";

export const fault = fromTheStart((_metres, start, [, to]) => distanceByDegrees(start, to));
