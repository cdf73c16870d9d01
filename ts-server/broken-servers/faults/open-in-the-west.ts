/** Leaves out what lies on the west edge of the rectangle. */
import { finding, isWithin, sides } from "../support/listings.ts";

export const fault = finding((point, lo, hi) => {
	const { west } = sides(lo, hi);
	return isWithin(point, sides(lo, hi)) && point.longitude > west;
});
