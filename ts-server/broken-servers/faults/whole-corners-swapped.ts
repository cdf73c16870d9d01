/** Mends a swapped axis by swapping the corners whole. */
import { finding } from "../support/listings.ts";

export const fault = finding(({ latitude, longitude }, one, other) => {
	const [lo, hi] = one.latitude > other.latitude ? [other, one] : [one, other];
	return (
		latitude >= lo.latitude &&
		latitude <= hi.latitude &&
		longitude >= lo.longitude &&
		longitude <= hi.longitude
	);
});
