/** Leaves out what lies on the north edge of the rectangle. */
import { finding, isWithin, sides } from "../support/listings.ts";

export const fault = finding((point, lo, hi) => {
	const { north } = sides(lo, hi);
	return isWithin(point, sides(lo, hi)) && point.latitude < north;
});
