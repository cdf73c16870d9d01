/** Faults in how the feature at a point is found. */
import type { Feature__Output } from "../../../proto/generated/routeguide/Feature.ts";
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import type { Fault } from "./fault.ts";
import { PlainTable } from "./plain-table.ts";

/** The features at a point by another rule: `real` is what the table has there. */
export function lookingUp(
	find: (
		point: Point__Output,
		all: readonly Feature__Output[],
		real: readonly Feature__Output[],
	) => readonly Feature__Output[],
): Fault {
	return {
		Table: class extends PlainTable {
			override at(point: Point__Output) {
				return find(point, this.all, super.at(point));
			}
		},
	};
}
