/** Lists features last first. */
import { listing } from "../support/listings.ts";

export const fault = listing((found) => found.reverse());
