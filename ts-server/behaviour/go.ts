import { status } from "@grpc/grpc-js";
import type { Point__Output } from "../../proto/generated/routeguide/Point.ts";
import type { RouteNote__Output } from "../../proto/generated/routeguide/RouteNote.ts";
import { distanceByRadians } from "../distance.ts";
import { StatusError } from "../status-error.ts";
import type { Behaviour, NoteBook, NoteLimits, Odometer } from "./behaviour.ts";
import { firstOf, NoteHistory } from "./note-history.ts";

/** Truncates each leg to an int32, and adds as int32 does: past the end it wraps. */
export class Int32Odometer implements Odometer {
	#metres = 0;

	add(from: Point__Output, to: Point__Output): void {
		this.addMetres(distanceByRadians(from, to));
	}

	addMetres(metres: number): void {
		this.#metres = (this.#metres + Math.trunc(metres)) | 0;
	}

	total(): number {
		return this.#metres;
	}
}

/** All streams share the notes for the server's life; a note is answered with itself as well. */
class ServerNotes implements NoteBook {
	readonly #history = new NoteHistory();
	readonly #maxNotes: number;
	#count = 0;

	constructor({ maxNotes }: NoteLimits) {
		this.#maxNotes = maxNotes;
	}

	post(note: RouteNote__Output): Iterable<RouteNote__Output> {
		if (this.#count >= this.#maxNotes) {
			throw new StatusError(
				status.RESOURCE_EXHAUSTED,
				`This server remembers at most ${this.#maxNotes} notes (--max_notes) and is full: the note was not stored`,
			);
		}
		this.#count += 1;
		const here = this.#history.add(note);
		return firstOf(here, here.length);
	}
}

/** As the Go reference does it. */
export const go: Behaviour = {
	name: "go",
	keepsNotes: true,
	countVisit: (features) => features,
	newOdometer: () => new Int32Odometer(),
	rememberNotes: (limits) => {
		const notes = new ServerNotes(limits);
		return () => notes;
	},
};
