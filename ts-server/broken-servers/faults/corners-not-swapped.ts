/** Takes lo for the south-west corner without looking. */
import { finding } from "../support/listings.ts";

export const fault = finding(
	({ latitude, longitude }, lo, hi) =>
		latitude >= lo.latitude &&
		latitude <= hi.latitude &&
		longitude >= lo.longitude &&
		longitude <= hi.longitude,
);
