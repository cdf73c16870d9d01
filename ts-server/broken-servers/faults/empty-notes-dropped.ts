/** Drops notes of zero bytes. */
import { bookOf } from "../support/notes.ts";

export const fault = bookOf((real) => ({
	post: (note) => (note.location === null && note.message === "" ? [] : real.post(note)),
}));
