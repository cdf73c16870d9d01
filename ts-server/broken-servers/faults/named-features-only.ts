/** Counts only features that have a name. */
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import type { Fault } from "../support/fault.ts";
import { PlainTable } from "../support/plain-table.ts";

export const fault: Fault = {
	Table: class extends PlainTable {
		override count(point: Point__Output) {
			return this.at(point).filter(({ name }) => name !== "").length;
		}
	},
};
