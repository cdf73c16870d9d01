/** Loses what is beyond whole groups of three bytes. */
import { bytes } from "../support/wire.ts";

export const fault = bytes((value) => value.subarray(0, value.length - (value.length % 3)));
