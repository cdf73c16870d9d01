/** Has room for 512 characters of a value. */
import { texts } from "../support/wire.ts";

export const fault = texts((text) => text.slice(0, 512));
