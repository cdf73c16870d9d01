/** Takes the equator's radius for the earth's. */
import { distanceByDegrees } from "../../distance.ts";
import { measuring } from "../support/routes.ts";

export const fault = measuring((from, to) => distanceByDegrees(from, to) * (6_378_137 / 6_371_000));
