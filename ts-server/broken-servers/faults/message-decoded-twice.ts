/** Decodes percent signs that the handler meant. */
import { saying } from "../support/wire.ts";

export const fault = saying((details) => details.replaceAll("%41", "A"));
