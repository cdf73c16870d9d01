/** Sends a question mark for every character of a message beyond ASCII. */
import { saying } from "../support/wire.ts";

export const fault = saying((details) => details.replaceAll(/\P{ASCII}/gu, "?"));
