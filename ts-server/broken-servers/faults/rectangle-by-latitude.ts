/** Looks at a rectangle's latitudes only. */
import { finding, sides } from "../support/listings.ts";

export const fault = finding(({ latitude }, lo, hi) => {
	const { south, north } = sides(lo, hi);
	return latitude >= south && latitude <= north;
});
