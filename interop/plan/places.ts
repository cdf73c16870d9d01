/** Points for the names of places: no two cells of a run get the same. */
import { randomInt } from "node:crypto";
import type { Place } from "../model/plan.ts";

const FIRST_LATITUDE = 300_000_000;
const FIRST_LONGITUDE = 1_000_000_000;
/** So many points may be before the first one of a run, by latitude and by longitude. */
const START = { latitude: 500_000_000, longitude: 450_000_000 } as const;
/** So many points a run may have, wherever it starts, before a coordinate is too large. */
export const MOST_PLACES = 100_000_000;

/**
 * Hands out points. Both coordinates lie between 2^28 and 2^31, so that each is five bytes as a
 * varint and a note's location always encodes to 14; longitudes are positive, so that none is in
 * the database; and they are never equal, so that a swap is seen.
 */
export class Places {
	#taken = 0;
	readonly #start: Place;

	/** From `start` on: so many points beyond the first, by latitude and by longitude. */
	constructor(start: Place = { latitude: 0, longitude: 0 }) {
		this.#start = start;
	}

	/** Starts anywhere: where a server may remember the notes of other runs. */
	static anywhere(): Places {
		return new Places({
			latitude: randomInt(START.latitude),
			longitude: randomInt(START.longitude),
		});
	}

	/** How many there are so far. */
	get taken(): number {
		return this.#taken;
	}

	take(names: readonly string[]): Record<string, Place> {
		return Object.fromEntries(names.map((name) => [name, this.#point()]));
	}

	#point(): Place {
		const n = this.#taken++;
		if (n >= MOST_PLACES) throw new Error("a run cannot have more places");
		// Two places in a row share neither coordinate, nor differ by the same amount in both.
		return {
			latitude: FIRST_LATITUDE + this.#start.latitude + n,
			longitude: FIRST_LONGITUDE + 2 * (this.#start.longitude + n) + 1,
		};
	}
}
