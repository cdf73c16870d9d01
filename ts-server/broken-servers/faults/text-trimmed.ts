/** Trims white space off the ends of a text. */
import { reading } from "../support/notes.ts";

export const fault = reading((text) => text.trim());
