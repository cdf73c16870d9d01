/** Leaves out what lies on an edge of the rectangle. */
import { finding, sides } from "../support/listings.ts";

export const fault = finding(({ latitude, longitude }, lo, hi) => {
	const { south, north, west, east } = sides(lo, hi);
	return latitude > south && latitude < north && longitude > west && longitude < east;
});
