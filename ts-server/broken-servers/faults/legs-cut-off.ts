/** Cuts the metres of each leg off, where its reference cuts off the sum. */
import { distanceByDegrees } from "../../distance.ts";
import { measuring } from "../support/routes.ts";

export const fault = measuring((from, to) => Math.trunc(distanceByDegrees(from, to)));
