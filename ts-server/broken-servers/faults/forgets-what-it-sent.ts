/** Forgets a note once it has sent it back. */
import { bookOf } from "../support/notes.ts";

export const fault = bookOf((real) => {
	const sent = new Set<unknown>();
	return {
		post(note) {
			const fresh = [...real.post(note)].filter((reply) => !sent.has(reply));
			for (const reply of fresh) sent.add(reply);
			return fresh;
		},
	};
});
