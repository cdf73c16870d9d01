/** Takes a plus sign in a message for a space. */
import { saying } from "../support/wire.ts";

export const fault = saying((details) => details.replaceAll("+", " "));
