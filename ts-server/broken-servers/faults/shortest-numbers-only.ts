/** Refuses a number that is written longer than needed. */
import type { Fault } from "../support/fault.ts";
import { fieldsOf } from "../support/fields.ts";

export const fault: Fault = {
	received: (bytes) => {
		const padded = fieldsOf(bytes).some(
			({ varint }) => varint !== null && varint.bytes.length > 1 && varint.bytes.at(-1) === 0,
		);
		if (padded) throw new Error("too long a number");
	},
};
