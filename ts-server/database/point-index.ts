/** Rows by their point, in constant time: an open hash table over the columns, without any object. */
import type { Columns } from "./columns.ts";

type Points = Pick<Columns, "count" | "latitudes" | "longitudes">;

export interface PointIndex {
	/** The first row of a point, at the point's hash or behind it; a power of two of them, at most half full. */
	readonly slots: Int32Array<ArrayBuffer>;
	/** Of each row in a slot: how many rows have its point. */
	readonly copies: Uint32Array<ArrayBuffer>;
}

/** No row. */
const NONE = -1;

export function indexPoints(points: Points): PointIndex {
	const { count, latitudes, longitudes } = points;
	const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(1, count) * 2))).fill(NONE);
	const copies = new Uint32Array(count);
	for (let row = 0; row < count; row++) {
		const slot = slotOf(points, slots, latitudes[row] ?? 0, longitudes[row] ?? 0);
		const first = slots[slot] ?? NONE;
		if (first === NONE) slots[slot] = row;
		const owner = first === NONE ? row : first;
		copies[owner] = (copies[owner] ?? 0) + 1;
	}
	return { slots, copies };
}

/** The first row at a point, or null. */
export function firstRowAt(
	points: Points,
	{ slots }: PointIndex,
	latitude: number,
	longitude: number,
): number | null {
	const row = slots[slotOf(points, slots, latitude, longitude)] ?? NONE;
	return row === NONE ? null : row;
}

/** Where the point is, or would be. */
function slotOf(
	{ latitudes, longitudes }: Points,
	slots: Int32Array,
	latitude: number,
	longitude: number,
): number {
	const mask = slots.length - 1;
	let slot = hash(latitude, longitude) & mask;
	for (;;) {
		const row = slots[slot] ?? NONE;
		if (row === NONE || (latitudes[row] === latitude && longitudes[row] === longitude)) return slot;
		slot = (slot + 1) & mask;
	}
}

/** Spreads neighbouring points: every bit of both numbers counts in every bit of the result. */
function hash(latitude: number, longitude: number): number {
	let mixed = Math.imul(latitude, 0x9e3779b1) ^ Math.imul(longitude, 0x85ebca77);
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
	mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
	return mixed ^ (mixed >>> 16);
}
