/** The features as plain objects, looked up the plain way: what faults in looking up are made of. */
import type { Feature__Output } from "../../../proto/generated/routeguide/Feature.ts";
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import type { Rectangle__Output } from "../../../proto/generated/routeguide/Rectangle.ts";
import type { Features } from "../../features.ts";
import { locationKey, ORIGIN } from "../../location.ts";

export class PlainTable implements Features {
	readonly all: readonly Feature__Output[];
	readonly #byLocation: ReadonlyMap<string, readonly Feature__Output[]>;

	constructor(features: readonly Feature__Output[]) {
		this.all = features;
		this.#byLocation = Map.groupBy(features, ({ location }) => locationKey(location));
	}

	/** The features at exactly this point, in the database's order. */
	at(point: Point__Output): readonly Feature__Output[] {
		return this.#byLocation.get(locationKey(point)) ?? [];
	}

	first(point: Point__Output): Feature__Output | null {
		return this.at(point)[0] ?? null;
	}

	count(point: Point__Output): number {
		return this.at(point).length;
	}

	*within({ lo, hi }: Rectangle__Output): Generator<Feature__Output> {
		const a = lo ?? ORIGIN;
		const b = hi ?? ORIGIN;
		const between = (value: number, one: number, other: number) =>
			(one <= value && value <= other) || (other <= value && value <= one);
		for (const feature of this.all) {
			const { latitude, longitude } = feature.location ?? ORIGIN;
			if (
				between(latitude, a.latitude, b.latitude) &&
				between(longitude, a.longitude, b.longitude)
			) {
				yield feature;
			}
		}
	}
}
