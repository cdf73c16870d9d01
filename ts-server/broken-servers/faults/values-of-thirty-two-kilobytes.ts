/** Has room for thirty-two kilobytes of a value. */
import { texts } from "../support/wire.ts";

export const fault = texts((text) => text.slice(0, 32768));
