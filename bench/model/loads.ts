/** How hard servers are worked, for each database and mode. */
import type { Mode } from "../../interop/model/words.ts";

/** Sizes of the databases. */
export const FEATURES = [100, 10_000, 1_000_000] as const;
export type Features = (typeof FEATURES)[number];

export interface Load {
	/** Calls that are open at once. */
	readonly inFlight: number;
	/** Features of an answer, points of a route, or turns of a chat; 1 where the mode is unary. */
	readonly perCall: number;
}

/**
 * The Python server's pool has ten threads, so no more than eight streams are open at once. With a million
 * features a reference needs a second for one look-up: fewer calls at once, or it would answer none of
 * them while it is watched.
 */
export const LOADS: Readonly<Record<Features, Readonly<Record<Mode, Load>>>> = {
	100: {
		unary: { inFlight: 50, perCall: 1 },
		"server-streaming": { inFlight: 8, perCall: 100 },
		"client-streaming": { inFlight: 8, perCall: 100 },
		"bidirectional-streaming": { inFlight: 8, perCall: 100 },
	},
	10000: {
		unary: { inFlight: 50, perCall: 1 },
		"server-streaming": { inFlight: 4, perCall: 10_000 },
		"client-streaming": { inFlight: 8, perCall: 10 },
		"bidirectional-streaming": { inFlight: 8, perCall: 100 },
	},
	1000000: {
		unary: { inFlight: 4, perCall: 1 },
		"server-streaming": { inFlight: 4, perCall: 10 },
		"client-streaming": { inFlight: 4, perCall: 1 },
		"bidirectional-streaming": { inFlight: 8, perCall: 100 },
	},
};

/** A chat never looks at the database: it is measured with the first one that is chosen, only. */
export function modesFor(
	features: Features,
	chosen: readonly Features[],
	modes: readonly Mode[],
): Mode[] {
	return modes.filter((mode) => mode !== "bidirectional-streaming" || features === chosen[0]);
}
