/** Takes the largest int32 for a number that has more bits. */
import type { Fault } from "../support/fault.ts";
import { fieldsOf, varintField } from "../support/fields.ts";

export const fault: Fault = {
	read: (bytes) =>
		Buffer.concat(
			fieldsOf(bytes).map(({ number, bytes: whole, varint }) =>
				varint !== null && varint.value > 0x7fffffffn && varint.bytes.length < 10
					? varintField(number, 0x7fffffffn)
					: whole,
			),
		),
};
