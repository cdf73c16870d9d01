/** Leaves a note out of the replies to it, where its reference does not. */
import { replying } from "../support/notes.ts";

export const fault = replying((replies) => replies.slice(0, -1));
