/** Takes lo for the south without looking. */
import { finding, isWithin, sides } from "../support/listings.ts";

export const fault = finding((point, lo, hi) =>
	isWithin(point, { ...sides(lo, hi), south: lo.latitude, north: hi.latitude }),
);
