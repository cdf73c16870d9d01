import type { Feature, Feature__Output } from "../../proto/generated/routeguide/Feature.ts";
import type { Point__Output } from "../../proto/generated/routeguide/Point.ts";
import type { Rectangle__Output } from "../../proto/generated/routeguide/Rectangle.ts";
import type { Encoded } from "../encode.ts";
import type { Features } from "../features.ts";
import { ORIGIN } from "../location.ts";
import { type AreaIndex, AreaSearch, indexAreas } from "./area-index.ts";
import { type Columns, columnsOf } from "./columns.ts";
import { firstRowAt, indexPoints, type PointIndex } from "./point-index.ts";

/** All that a table is made of: plain buffers, which one thread may make for another. */
export interface TableData {
	readonly columns: Columns;
	readonly points: PointIndex;
	readonly areas: AreaIndex;
}

/** @throws {Overflow} where the features take more than 4 GiB. */
export function tableDataOf(features: Iterable<Feature__Output>): TableData {
	const columns = columnsOf(features);
	return { columns, points: indexPoints(columns), areas: indexAreas(columns) };
}

/** The features, encoded beforehand, and looked up without going through them. */
export class FeatureTable implements Features {
	readonly #columns: Columns;
	readonly #points: PointIndex;
	readonly #areas: AreaSearch;
	readonly #encoded: Buffer;

	constructor({ columns, points, areas }: TableData) {
		this.#columns = columns;
		this.#points = points;
		this.#areas = new AreaSearch(columns, areas);
		this.#encoded = Buffer.from(columns.encoded.buffer);
	}

	/** How many features there are. */
	get size(): number {
		return this.#columns.count;
	}

	first(point: Point__Output): Encoded<Feature> | null {
		const row = this.#rowAt(point);
		return row === null ? null : this.#feature(row);
	}

	count(point: Point__Output): number {
		const row = this.#rowAt(point);
		return row === null ? 0 : (this.#points.copies[row] ?? 0);
	}

	*within({ lo, hi }: Rectangle__Output): Generator<Encoded<Feature>> {
		const a = lo ?? ORIGIN;
		const b = hi ?? ORIGIN;
		const area = {
			south: Math.min(a.latitude, b.latitude),
			north: Math.max(a.latitude, b.latitude),
			west: Math.min(a.longitude, b.longitude),
			east: Math.max(a.longitude, b.longitude),
		};
		for (const row of this.#areas.rows(area)) yield this.#feature(row);
	}

	#rowAt({ latitude, longitude }: Point__Output): number | null {
		return firstRowAt(this.#columns, this.#points, latitude, longitude);
	}

	#feature(row: number): Encoded<Feature> {
		const { starts } = this.#columns;
		return this.#encoded.subarray(starts[row], starts[row + 1]) as Encoded<Feature>;
	}
}
