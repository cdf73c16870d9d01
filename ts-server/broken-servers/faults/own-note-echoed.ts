/** Sends a note back to itself, where its reference does not. */
import { replying } from "../support/notes.ts";

export const fault = replying((replies, note) => [...replies, note]);
