/** Replies with the last note of a place only. */
import { replying } from "../support/notes.ts";

export const fault = replying((replies) => replies.slice(-1));
