/** Keeps notes that are alike only once. */
import { replying } from "../support/notes.ts";

export const fault = replying((replies) => [
	...new Map(replies.map((reply) => [reply.message, reply])).values(),
]);
