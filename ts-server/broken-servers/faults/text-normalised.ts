/** Normalises texts to composed letters. */
import { reading } from "../support/notes.ts";

export const fault = reading((text) => text.normalize("NFC"));
