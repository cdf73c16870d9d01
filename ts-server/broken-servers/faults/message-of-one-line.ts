/** Sends the first line of a message. */
import { saying } from "../support/wire.ts";

export const fault = saying((details) => details.split("\n")[0] ?? "");
