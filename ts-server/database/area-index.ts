/** Rows by rectangle, in the database's order. */
import Flatbush from "flatbush";
import type { Columns } from "./columns.ts";

type Points = Pick<Columns, "count" | "latitudes" | "longitudes">;

/** Edges belong to it. */
export interface Area {
	readonly south: number;
	readonly north: number;
	readonly west: number;
	readonly east: number;
}

/**
 * Up to so many rows are found by the tree, and then sorted. Of more, it is quicker to look through all,
 * and that needs no memory however many they are and however slowly they are taken.
 */
const MOST_SORTED = 4096;

/** A tree of the points, as flatbush keeps it in one buffer; null where looking through all is quicker. */
export type AreaIndex = ArrayBuffer | null;

export function indexAreas({ count, latitudes, longitudes }: Points): AreaIndex {
	if (count <= MOST_SORTED) return null;
	const tree = new Flatbush(count, 16, Int32Array);
	for (let row = 0; row < count; row++) tree.add(longitudes[row] ?? 0, latitudes[row] ?? 0);
	tree.finish();
	return tree.data as ArrayBuffer;
}

/** Finds rows, again and again. */
export class AreaSearch {
	readonly #points: Points;
	readonly #tree: Flatbush | null;

	constructor(points: Points, index: AreaIndex) {
		this.#points = points;
		this.#tree = index === null ? null : Flatbush.from(index);
	}

	/** The rows inside, in their order. */
	rows(area: Area): Iterable<number> {
		return this.#few(area) ?? this.#all(area);
	}

	/** The rows inside, unless they are many. */
	#few({ south, north, west, east }: Area): Uint32Array | null {
		if (this.#tree === null) return null;
		const found: number[] = [];
		const take = (row: number): boolean => {
			// The tree has no other way to be stopped.
			if (found.length === MOST_SORTED) throw TOO_MANY;
			found.push(row);
			return false;
		};
		try {
			this.#tree.search(west, south, east, north, take);
		} catch (error) {
			if (error !== TOO_MANY) throw error;
			return null;
		}
		return Uint32Array.from(found).sort();
	}

	*#all({ south, north, west, east }: Area): Generator<number> {
		const { count, latitudes, longitudes } = this.#points;
		for (let row = 0; row < count; row++) {
			const latitude = latitudes[row] ?? 0;
			const longitude = longitudes[row] ?? 0;
			if (latitude >= south && latitude <= north && longitude >= west && longitude <= east) {
				yield row;
			}
		}
	}
}

const TOO_MANY = new Error("more rows than are worth sorting");
