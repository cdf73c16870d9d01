/** Lists a thousand features at most, and says nothing of the others. */
import { listing } from "../support/listings.ts";

export const fault = listing((found) => found.slice(0, 1000));
