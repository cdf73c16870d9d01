/** The database in memory: a column for each property, without an object for any feature. */
import type { Feature__Output } from "../../proto/generated/routeguide/Feature.ts";
import { encodeFeature } from "../encode.ts";
import { ORIGIN } from "../location.ts";

/** Row by row, in the database's order. Every buffer can be handed to another thread. */
export interface Columns {
	/** How many rows. */
	readonly count: number;
	readonly latitudes: Int32Array<ArrayBuffer>;
	readonly longitudes: Int32Array<ArrayBuffer>;
	/** The features, encoded, one behind the other. */
	readonly encoded: Uint8Array<ArrayBuffer>;
	/** Where in `encoded` each begins; one more, for the end of the last. */
	readonly starts: Uint32Array<ArrayBuffer>;
}

/** As many bytes as `starts` can count. */
const MOST_BYTES = 2 ** 32 - 1;
const FIRST_ROWS = 128;
const FIRST_BYTES = 8192;

/** More than fits: the message says of what. */
export class Overflow extends Error {
	override readonly name = "Overflow";
}

/**
 * Columns of these features.
 *
 * @throws {Overflow} where they take more than 4 GiB.
 */
export function columnsOf(features: Iterable<Feature__Output>): Columns {
	let latitudes = new Int32Array(FIRST_ROWS);
	let longitudes = new Int32Array(FIRST_ROWS);
	let starts = new Uint32Array(FIRST_ROWS);
	let encoded = new Uint8Array(FIRST_BYTES);
	let count = 0;
	let end = 0;
	for (const feature of features) {
		const { latitude, longitude } = feature.location ?? ORIGIN;
		const bytes = encodeFeature(feature);
		if (count + 1 >= starts.length) {
			latitudes = new Int32Array(latitudes.buffer.transfer(latitudes.byteLength * 2));
			longitudes = new Int32Array(longitudes.buffer.transfer(longitudes.byteLength * 2));
			starts = new Uint32Array(starts.buffer.transfer(starts.byteLength * 2));
		}
		while (end + bytes.length > encoded.length) {
			encoded = new Uint8Array(encoded.buffer.transfer(encoded.length * 2));
		}
		latitudes[count] = latitude;
		longitudes[count] = longitude;
		encoded.set(bytes, end);
		count += 1;
		end += bytes.length;
		if (end > MOST_BYTES) throw new Overflow("expected features of at most 4 GiB in all");
		starts[count] = end;
	}
	return {
		count,
		latitudes: new Int32Array(latitudes.buffer.transfer(count * 4)),
		longitudes: new Int32Array(longitudes.buffer.transfer(count * 4)),
		encoded: new Uint8Array(encoded.buffer.transfer(end)),
		starts: new Uint32Array(starts.buffer.transfer((count + 1) * 4)),
	};
}
