/** Rounds the metres of each leg instead of cutting them off. */
import { distanceByRadians } from "../../distance.ts";
import { measuring } from "../support/routes.ts";

export const fault = measuring((from, to) => Math.round(distanceByRadians(from, to)));
