/** Gives what an index of a large database finds in the index's order. */
import type { Rectangle__Output } from "../../../proto/generated/routeguide/Rectangle.ts";
import type { Fault } from "../support/fault.ts";
import { PlainTable } from "../support/plain-table.ts";

const LARGE = 4096;

export const fault: Fault = {
	Table: class extends PlainTable {
		override *within(rectangle: Rectangle__Output) {
			const found = [...super.within(rectangle)];
			const eastOf = ({ location }: (typeof found)[number]) => location?.longitude ?? 0;
			if (this.all.length > LARGE) found.sort((one, other) => eastOf(one) - eastOf(other));
			yield* found;
		}
	},
};
