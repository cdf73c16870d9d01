import type { Behaviour, NoteBook } from "./behaviour/behaviour.ts";
import type { FeatureTable } from "./feature-table.ts";

/** What the four RPCs of one server share. */
export interface ServiceState {
	readonly features: FeatureTable;
	readonly behaviour: Behaviour;
	/** The notes for a new stream of RouteChat. */
	readonly openNotes: () => NoteBook;
}
