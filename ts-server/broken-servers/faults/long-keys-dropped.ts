/** Has room for keys of 128 characters. */
import { entries } from "../support/wire.ts";

export const fault = entries((key, values) => (key.length > 128 ? null : [key, [...values]]));
