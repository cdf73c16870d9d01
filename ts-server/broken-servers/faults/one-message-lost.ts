/** Loses the last but one message of a longer listing. */
import { listing } from "../support/listings.ts";

export const fault = listing((found) => found.filter((_, index) => index !== found.length - 2));
