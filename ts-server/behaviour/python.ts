import { status } from "@grpc/grpc-js";
import type { Point__Output } from "../../proto/generated/routeguide/Point.ts";
import type { RouteNote__Output } from "../../proto/generated/routeguide/RouteNote.ts";
import { distanceByDegrees } from "../distance.ts";
import { StatusError } from "../status-error.ts";
import type { Behaviour, NoteBook, Odometer } from "./behaviour.ts";
import { firstOf, NoteHistory } from "./note-history.ts";

const INT32_MAX = 2 ** 31 - 1;

/** Adds floats and truncates once, at the end. */
class FloatOdometer implements Odometer {
	#metres = 0;

	add(from: Point__Output, to: Point__Output): void {
		this.#metres += distanceByDegrees(from, to);
	}

	total(): number {
		const metres = Math.trunc(this.#metres);
		if (metres > INT32_MAX) {
			// The text of Python's protobuf inside that of grpcio, so that clients see the same.
			const text = `Exception calling application: Value out of range: ${metres}`;
			throw new StatusError(status.UNKNOWN, text);
		}
		return metres;
	}
}

/** Each stream has notes of its own; a note is answered with the earlier ones at its location. */
class StreamNotes implements NoteBook {
	readonly #history = new NoteHistory();

	post(note: RouteNote__Output): Iterable<RouteNote__Output> {
		const here = this.#history.add(note);
		return firstOf(here, here.length - 1);
	}
}

/** As the Python reference does it. */
export const python: Behaviour = {
	name: "python",
	keepsNotes: false,
	countVisit: (features) => Math.min(features, 1),
	newOdometer: () => new FloatOdometer(),
	rememberNotes: () => () => new StreamNotes(),
};
