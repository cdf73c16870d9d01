/** Faults in what RouteChat remembers and replies. */
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import type { RouteNote__Output } from "../../../proto/generated/routeguide/RouteNote.ts";
import type { NoteBook } from "../../behaviour/behaviour.ts";
import type { Fault } from "./fault.ts";

type Note = RouteNote__Output;

/** Each stream's book, wrapped. */
export function bookOf(wrap: (real: NoteBook) => NoteBook): Fault {
	return {
		behaviour: (real) => ({
			...real,
			rememberNotes: (limits) => {
				const open = real.rememberNotes(limits);
				return () => wrap(open());
			},
		}),
	};
}

/** The replies to a note, changed. */
export function replying(change: (replies: Note[], note: Note) => Iterable<Note>): Fault {
	return bookOf((real) => ({ post: (note) => change([...real.post(note)], note) }));
}

/** Notes changed as they arrive, before they are remembered. */
export function hearing(change: (note: Note) => Note): Fault {
	return bookOf((real) => ({ post: (note) => real.post(change(note)) }));
}

/** Texts changed as they arrive. */
export function reading(change: (text: string) => string): Fault {
	return hearing((note) => ({ ...note, message: change(note.message) }));
}

/** Each stream remembers by another key of a location, and replies with the earlier notes there. */
export function keyed(keyOf: (location: Point__Output) => unknown): Fault {
	return bookOf(() => {
		const notes = new Map<unknown, Note[]>();
		return {
			post(note) {
				const key = keyOf(note.location ?? { latitude: 0, longitude: 0 });
				const here = notes.get(key) ?? [];
				notes.set(key, [...here, note]);
				return here;
			},
		};
	});
}
