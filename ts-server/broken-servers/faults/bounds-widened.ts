/** Lists what lies one step outside the rectangle, too. */
import { finding, sides } from "../support/listings.ts";

export const fault = finding(({ latitude, longitude }, lo, hi) => {
	const { south, north, west, east } = sides(lo, hi);
	return (
		latitude >= south - 1 && latitude <= north + 1 && longitude >= west - 1 && longitude <= east + 1
	);
});
