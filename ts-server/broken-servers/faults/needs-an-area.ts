/** Calls a rectangle without width or height empty. */
import { listing } from "../support/listings.ts";

export const fault = listing((found, { lo, hi }) =>
	lo?.latitude === hi?.latitude || lo?.longitude === hi?.longitude ? [] : found,
);
