/** Leaves out what lies on the south edge of the rectangle. */
import { finding, isWithin, sides } from "../support/listings.ts";

export const fault = finding((point, lo, hi) => {
	const { south } = sides(lo, hi);
	return isWithin(point, sides(lo, hi)) && point.latitude > south;
});
