/** Faults in what ListFeatures finds. */
import type { Feature__Output } from "../../../proto/generated/routeguide/Feature.ts";
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import type { Rectangle__Output } from "../../../proto/generated/routeguide/Rectangle.ts";
import type { Fault } from "./fault.ts";
import { PlainTable } from "./plain-table.ts";

type Feature = Feature__Output;
type Rectangle = Rectangle__Output;

/** The features found, changed; what `change` throws is the status. */
export function listing(change: (found: Feature[], asked: Rectangle) => Iterable<Feature>): Fault {
	return {
		Table: class extends PlainTable {
			override *within(rectangle: Rectangle) {
				yield* change([...super.within(rectangle)], rectangle);
			}
		},
	};
}

/** Features found by another rule; a missing corner is the origin. */
export function finding(
	inside: (point: Point__Output, lo: Point__Output, hi: Point__Output) => boolean,
): Fault {
	const origin = { latitude: 0, longitude: 0 };
	return {
		Table: class extends PlainTable {
			override *within({ lo, hi }: Rectangle) {
				for (const feature of this.all) {
					if (inside(feature.location ?? origin, lo ?? origin, hi ?? origin)) yield feature;
				}
			}
		},
	};
}

/** In the unit of a Point's numbers. */
export interface Sides {
	readonly south: number;
	readonly north: number;
	readonly west: number;
	readonly east: number;
}

/** True where the point is inside, or on a side. */
export function isWithin({ latitude, longitude }: Point__Output, sides: Sides): boolean {
	const { south, north, west, east } = sides;
	return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
}

/** A rectangle's sides, whichever corners were given. */
export function sides(lo: Point__Output, hi: Point__Output): Sides {
	return {
		south: Math.min(lo.latitude, hi.latitude),
		north: Math.max(lo.latitude, hi.latitude),
		west: Math.min(lo.longitude, hi.longitude),
		east: Math.max(lo.longitude, hi.longitude),
	};
}
