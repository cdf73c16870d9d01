/** Keeps the first value of a field that comes twice. */
import type { Fault } from "../support/fault.ts";
import { fieldsOf } from "../support/fields.ts";

export const fault: Fault = {
	read: (bytes) => {
		const fields = fieldsOf(bytes);
		const first = fields.filter(
			({ number }, index) => fields.findIndex((other) => other.number === number) === index,
		);
		return Buffer.concat(first.map((field) => field.bytes));
	},
};
