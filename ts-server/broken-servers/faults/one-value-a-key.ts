/** Keeps the last value of a key. */
import { entries } from "../support/wire.ts";

export const fault = entries((key, values) => [key, values.slice(-1)]);
