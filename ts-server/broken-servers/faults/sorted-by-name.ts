/** Lists features by name instead of in the database's order. */
import { listing } from "../support/listings.ts";

export const fault = listing((found) =>
	found.sort((one, other) => (one.name < other.name ? -1 : 1)),
);
