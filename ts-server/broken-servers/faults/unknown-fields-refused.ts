/** Refuses a message with a field that it does not know, or that is of another type than the others. */
import type { Fault } from "../support/fault.ts";
import { fieldsOf } from "../support/fields.ts";

export const fault: Fault = {
	received: (bytes) => {
		const fields = fieldsOf(bytes);
		const types = new Set(fields.map(({ varint }) => varint === null));
		if (bytes.includes(0x78) || types.size > 1 || fields.some(({ number }) => number > 2)) {
			throw new Error("an unknown field");
		}
	},
};
