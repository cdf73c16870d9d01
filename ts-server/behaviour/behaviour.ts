/** Where the two references differ, and both are sane: the one thing that a server chooses. */
import type { Point__Output } from "../../proto/generated/routeguide/Point.ts";
import type { RouteNote__Output } from "../../proto/generated/routeguide/RouteNote.ts";

export const BEHAVIOUR_NAMES = ["python", "go"] as const;
export type BehaviourName = (typeof BEHAVIOUR_NAMES)[number];

/** The distance of one route, leg by leg. */
export interface Odometer {
	add(from: Point__Output, to: Point__Output): void;
	/**
	 * Whole metres.
	 *
	 * @throws {StatusError} where the reference fails on what does not fit into an int32.
	 */
	total(): number;
}

/** The notes that one stream of RouteChat sees. */
export interface NoteBook {
	/**
	 * Remembers a note and gives the replies to it, oldest first.
	 *
	 * @throws {StatusError} where no more notes fit; nothing is stored then.
	 */
	post(note: RouteNote__Output): Iterable<RouteNote__Output>;
}

/** `maxNotes`: how many notes a server that keeps them for its life may hold. */
export interface NoteLimits {
	readonly maxNotes: number;
}

export interface Behaviour {
	readonly name: BehaviourName;
	/** True where notes outlive their stream, so that their number needs a bound. */
	readonly keepsNotes: boolean;
	/** What a visit of a point adds to feature_count, given how many features are there. */
	countVisit(features: number): number;
	newOdometer(): Odometer;
	/** Called once per server; what it gives is called once per stream. */
	rememberNotes(limits: NoteLimits): () => NoteBook;
}
