/** Gives a note without a location the origin, and sends it back so. */
import { hearing } from "../support/notes.ts";

export const fault = hearing((note) => ({
	...note,
	location: note.location ?? { latitude: 0, longitude: 0 },
}));
