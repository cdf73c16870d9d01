/** Takes lo for the west without looking. */
import { finding, isWithin, sides } from "../support/listings.ts";

export const fault = finding((point, lo, hi) =>
	isWithin(point, { ...sides(lo, hi), west: lo.longitude, east: hi.longitude }),
);
