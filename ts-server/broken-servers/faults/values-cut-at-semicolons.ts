/** Takes what follows a semicolon for a parameter. */
import { texts } from "../support/wire.ts";

export const fault = texts((text) => text.split(";")[0] ?? "");
