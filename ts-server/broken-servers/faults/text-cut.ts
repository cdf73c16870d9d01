/** Cuts a text after 64 KiB. */
import { reading } from "../support/notes.ts";

export const fault = reading((text) => text.slice(0, 65_536));
