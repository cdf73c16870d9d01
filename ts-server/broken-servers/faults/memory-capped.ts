/** Remembers the last thousand notes of a stream only. */
import { bookOf } from "../support/notes.ts";

export const fault = bookOf((real) => {
	let notes = 0;
	return { post: (note) => (++notes > 1000 ? [] : real.post(note)) };
});
