/** Sorts the values of a key. */
import { entries } from "../support/wire.ts";

export const fault = entries((key, values) => [key, [...values].sort()]);
