/** Refuses a number of more than five bytes. */
import type { Fault } from "../support/fault.ts";
import { fieldsOf } from "../support/fields.ts";

export const fault: Fault = {
	received: (bytes) => {
		if (fieldsOf(bytes).some(({ varint }) => (varint?.bytes.length ?? 0) > 5)) {
			throw new Error("too long a number");
		}
	},
};
