/** Of several features at one point, finds the last. */
import { lookingUp } from "../support/lookups.ts";

export const fault = lookingUp((_point, _all, real) => real.slice(-1));
