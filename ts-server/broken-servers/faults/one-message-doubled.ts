/** Sends the third message of a listing twice. */
import { listing } from "../support/listings.ts";

export const fault = listing((found) =>
	found.flatMap((one, index) => (index === 2 ? [one, one] : [one])),
);
