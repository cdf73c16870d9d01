/** Has room for sixteen kilobytes of a value. */
import { texts } from "../support/wire.ts";

export const fault = texts((text) => text.slice(0, 16384));
