/** Makes one space of several. */
import { texts } from "../support/wire.ts";

export const fault = texts((text) => text.replaceAll(/ +/g, " "));
