/**
 * Where the features of a made database lie: on a square grid, scattered over it in database order,
 * each at a place of its own. The same for the same number of features, always.
 */

export interface Point {
	readonly latitude: number;
	readonly longitude: number;
}

/** Two corners of a rectangle, edges included. */
export interface Rectangle {
	readonly lo: Point;
	readonly hi: Point;
}

/** No factor in common with a power of ten: multiplied by it, the places are a permutation. */
const STRIDE = 618_033_989;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const CORNER: Point = { latitude: 400_000_000, longitude: -750_000_000 };
/** Between two places of the grid, in units of 1e-7 degrees. */
const STEP = 1_000;

/** The location of a feature, by its index in the database; `features` is a power of ten. */
export function locationOf(index: number, features: number): Point {
	return placeAt((index * STRIDE) % features, features);
}

/** So many points of features, spread evenly over the database however few of them are used. */
export function samplePoints(count: number, features: number): Point[] {
	return Array.from({ length: count }, (_, at) =>
		locationOf(Math.floor(((at * GOLDEN) % 1) * features), features),
	);
}

/** A rectangle with exactly `count` features in it: all of them, or part of the grid's middle row. */
export function areaOf(count: number, features: number): Rectangle {
	const side = sideOf(features);
	if (count === features) {
		return { lo: CORNER, hi: placeOn(side - 1, side - 1) };
	}
	const row = Math.floor(side / 2);
	if (count > side) throw new Error(`a row has ${side} places, not ${count}`);
	return { lo: placeOn(row, 0), hi: placeOn(row, count - 1) };
}

function sideOf(features: number): number {
	return Math.ceil(Math.sqrt(features));
}

function placeAt(place: number, features: number): Point {
	const side = sideOf(features);
	return placeOn(Math.floor(place / side), place % side);
}

function placeOn(row: number, column: number): Point {
	return {
		latitude: CORNER.latitude + row * STEP,
		longitude: CORNER.longitude + column * STEP,
	};
}
