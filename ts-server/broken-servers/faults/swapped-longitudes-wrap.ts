/** Takes a rectangle whose longitudes are swapped for one that goes round the back of the earth. */
import { finding, isWithin, sides } from "../support/listings.ts";

export const fault = finding((point, lo, hi) => {
	if (lo.longitude <= hi.longitude) return isWithin(point, sides(lo, hi));
	const { south, north, west, east } = sides(lo, hi);
	const round = point.longitude <= west || point.longitude >= east;
	return point.latitude >= south && point.latitude <= north && round;
});
