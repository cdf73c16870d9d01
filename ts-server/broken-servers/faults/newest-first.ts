/** Replies newest first. */
import { replying } from "../support/notes.ts";

export const fault = replying((replies) => replies.reverse());
