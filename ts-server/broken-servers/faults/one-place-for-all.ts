/** Takes all notes of a stream for notes at one place. */
import { keyed } from "../support/notes.ts";

export const fault = keyed(() => "here");
