/** Leaves a tenth of the rectangle's width out in the west and in the east. */
import { finding, isWithin, sides } from "../support/listings.ts";

export const fault = finding((point, lo, hi) => {
	const all = sides(lo, hi);
	const margin = (all.east - all.west) / 10;
	return isWithin(point, { ...all, west: all.west + margin, east: all.east - margin });
});
