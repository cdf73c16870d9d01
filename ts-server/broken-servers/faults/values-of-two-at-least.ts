/** Takes a value of one character for none. */
import { texts } from "../support/wire.ts";

export const fault = texts((text) => (text.length === 1 ? "" : text));
