/** Refuses fields that do not come in the order of their numbers. */
import type { Fault } from "../support/fault.ts";
import { fieldsOf } from "../support/fields.ts";

export const fault: Fault = {
	received: (bytes) => {
		const numbers = fieldsOf(bytes).map(({ number }) => number);
		if (numbers.some((number, index) => number < (numbers[index - 1] ?? 0))) {
			throw new Error("out of order");
		}
	},
};
