/** Rounds the metres of each leg up. */
import { distanceByDegrees } from "../../distance.ts";
import { measuring } from "../support/routes.ts";

export const fault = measuring((from, to) => Math.ceil(distanceByDegrees(from, to)));
