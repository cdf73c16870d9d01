/** Mends swapped corners in one axis only: the longitudes where the latitudes were in order. */
import { finding, isWithin, sides } from "../support/listings.ts";

export const fault = finding((point, lo, hi) => {
	const mended = sides(lo, hi);
	if (lo.latitude <= hi.latitude) return isWithin(point, mended);
	return isWithin(point, { ...mended, west: lo.longitude, east: hi.longitude });
});
