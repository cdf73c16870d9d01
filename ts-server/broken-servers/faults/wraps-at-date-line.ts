/** Takes a rectangle wider than half the globe for one across the date line. */
import { finding, sides } from "../support/listings.ts";

export const fault = finding(({ latitude, longitude }, lo, hi) => {
	const { south, north, west, east } = sides(lo, hi);
	const across = east - west > 1_800_000_000 && east < 1_800_000_000;
	const inside = across
		? longitude >= east || longitude <= west
		: longitude >= west && longitude <= east;
	return latitude >= south && latitude <= north && inside;
});
