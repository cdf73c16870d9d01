import type { Feature__Output } from "../proto/generated/routeguide/Feature.ts";
import type { Point__Output } from "../proto/generated/routeguide/Point.ts";
import type { Rectangle__Output } from "../proto/generated/routeguide/Rectangle.ts";
import { locationKey, ORIGIN } from "./location.ts";

/** The features, looked up as the four RPCs need them. */
export class FeatureTable {
	readonly #features: readonly Feature__Output[];
	readonly #byLocation: ReadonlyMap<string, readonly Feature__Output[]>;

	constructor(features: readonly Feature__Output[]) {
		this.#features = features;
		this.#byLocation = Map.groupBy(features, ({ location }) => locationKey(location));
	}

	/** The features at exactly this point, in the database's order; several may share one point. */
	at(point: Point__Output): readonly Feature__Output[] {
		return this.#byLocation.get(locationKey(point)) ?? [];
	}

	/**
	 * The features inside the rectangle, in the database's order. Edges belong to it, and any two
	 * opposite corners describe it; a missing corner is (0,0), as protobuf's defaults have it.
	 */
	*within({ lo, hi }: Rectangle__Output): Generator<Feature__Output> {
		const a = lo ?? ORIGIN;
		const b = hi ?? ORIGIN;
		const bottom = Math.min(a.latitude, b.latitude);
		const top = Math.max(a.latitude, b.latitude);
		const left = Math.min(a.longitude, b.longitude);
		const right = Math.max(a.longitude, b.longitude);
		for (const feature of this.#features) {
			const { latitude, longitude } = feature.location ?? ORIGIN;
			if (latitude >= bottom && latitude <= top && longitude >= left && longitude <= right) {
				yield feature;
			}
		}
	}
}
