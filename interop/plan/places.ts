/** Points for the names of places: no two cells of a run get the same. */
import type { Place } from "../model/plan.ts";

const FIRST_LATITUDE = 300_000_000;
const LAST_LATITUDE = 900_000_000;
const FIRST_LONGITUDE = 1_000_000_000;

/**
 * Hands out points. Both coordinates lie between 2^28 and 2^31, so that each is five bytes as a
 * varint and a note's location always encodes to 14; longitudes are positive, so that none is in
 * the database; and they are never equal, so that a swap is seen.
 */
export class Places {
	#next = 0;

	take(names: readonly string[]): Record<string, Place> {
		return Object.fromEntries(names.map((name) => [name, this.#point()]));
	}

	#point(): Place {
		const n = this.#next++;
		const latitude = FIRST_LATITUDE + n;
		if (latitude > LAST_LATITUDE) throw new Error("a run cannot have more places");
		// Two places in a row share neither coordinate, nor differ by the same amount in both.
		return { latitude, longitude: FIRST_LONGITUDE + 2 * n + 1 };
	}
}
