/** Refuses a message with a field that it does not know. */
import type { Fault } from "../support/fault.ts";
import { fieldsOf } from "../support/fields.ts";

export const fault: Fault = {
	received: (bytes) => {
		if (bytes.includes(0x78) || fieldsOf(bytes).some(({ number }) => number > 2)) {
			throw new Error("an unknown field");
		}
	},
};
