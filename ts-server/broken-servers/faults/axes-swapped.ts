/** Measures with latitude and longitude in each other's place. */
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import { distanceByDegrees } from "../../distance.ts";
import { measuring } from "../support/routes.ts";

const swapped = ({ latitude, longitude }: Point__Output) => ({
	latitude: longitude,
	longitude: latitude,
});

export const fault = measuring((from, to) => distanceByDegrees(swapped(from), swapped(to)));
