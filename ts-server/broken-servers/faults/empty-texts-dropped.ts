/** Drops notes without a text. */
import { bookOf } from "../support/notes.ts";

export const fault = bookOf((real) => ({
	post: (note) => (note.message === "" ? [] : real.post(note)),
}));
