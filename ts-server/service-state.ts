import type { Behaviour, NoteBook } from "./behaviour/behaviour.ts";
import type { Features } from "./features.ts";

/** What the four RPCs of one server share. */
export interface ServiceState {
	/** Another one after a reload; a call keeps what it has begun with. */
	features: Features;
	readonly behaviour: Behaviour;
	/** The notes for a new stream of RouteChat. */
	readonly openNotes: () => NoteBook;
}
