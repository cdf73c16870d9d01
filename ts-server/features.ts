import type { Feature } from "../proto/generated/routeguide/Feature.ts";
import type { Point__Output } from "../proto/generated/routeguide/Point.ts";
import type { Rectangle__Output } from "../proto/generated/routeguide/Rectangle.ts";

/** The database, as the RPCs ask it. Features that it gives may be encoded already. */
export interface Features {
	/** The first feature of the database at exactly this point, or null. */
	first(point: Point__Output): Feature | null;
	/** How many features there are at exactly this point. */
	count(point: Point__Output): number;
	/**
	 * The features inside the rectangle, in the database's order. Edges belong to it, and any two
	 * opposite corners describe it; a missing corner is (0,0), as protobuf's defaults have it.
	 */
	within(rectangle: Rectangle__Output): Iterable<Feature>;
}
