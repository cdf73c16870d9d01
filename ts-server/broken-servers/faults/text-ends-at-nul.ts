/** Ends a text at its first zero byte. */
import { reading } from "../support/notes.ts";

export const fault = reading((text) => text.split("\0")[0] ?? "");
