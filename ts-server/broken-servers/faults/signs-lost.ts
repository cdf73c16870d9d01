/** Loses the signs of coordinates where it measures. */
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import { distanceByDegrees } from "../../distance.ts";
import { measuring } from "../support/routes.ts";

const unsigned = ({ latitude, longitude }: Point__Output) => ({
	latitude: Math.abs(latitude),
	longitude: Math.abs(longitude),
});

export const fault = measuring((from, to) => distanceByDegrees(unsigned(from), unsigned(to)));
