/** Passes binary values through a text. */
import { bytes } from "../support/wire.ts";

export const fault = bytes((value) => Buffer.from(value.toString("utf8"), "utf8"));
