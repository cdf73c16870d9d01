import type { RouteNote__Output } from "../../proto/generated/routeguide/RouteNote.ts";
import { locationKey } from "../location.ts";

/** Notes by location, oldest first. They are only ever added. */
export class NoteHistory {
	readonly #notes = new Map<string, RouteNote__Output[]>();

	/** Adds a note, and gives all that are at its location now; the list grows with later ones. */
	add(note: RouteNote__Output): readonly RouteNote__Output[] {
		const key = locationKey(note.location);
		const here = this.#notes.get(key) ?? [];
		here.push(note);
		this.#notes.set(key, here);
		return here;
	}
}

/** The first `count` of a list that may grow while they are sent. Spares a copy for each note. */
export function* firstOf<T>(list: readonly T[], count: number): Generator<T> {
	for (const [index, item] of list.entries()) {
		if (index >= count) {
			return;
		}
		yield item;
	}
}
