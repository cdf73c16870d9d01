/** Subtracts corners from one another in 32 bits, and calls a negative extent empty. */
import { listing, sides } from "../support/listings.ts";

export const fault = listing((found, { lo, hi }) => {
	if (!lo || !hi) return found;
	const { south, north, west, east } = sides(lo, hi);
	return ((north - south) | 0) < 0 || ((east - west) | 0) < 0 ? [] : found;
});
