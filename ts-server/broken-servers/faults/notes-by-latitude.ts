/** Compares the locations of notes by latitude only. */
import { keyed } from "../support/notes.ts";

export const fault = keyed(({ latitude }) => latitude);
