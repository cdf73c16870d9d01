/** Keeps notes for its whole life, where its reference forgets them with their stream. */
import { go } from "../../behaviour/go.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	behaviour: (real) => ({
		...real,
		rememberNotes(limits) {
			const open = go.rememberNotes(limits);
			return () => {
				const book = open();
				return { post: (note) => [...book.post(note)].slice(0, -1) };
			};
		},
	}),
};
