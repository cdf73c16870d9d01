/** Sends the code of a failure without its message. */
import { saying } from "../support/wire.ts";

export const fault = saying(() => "");
