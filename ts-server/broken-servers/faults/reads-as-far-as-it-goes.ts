/** Takes what is complete of a message, and leaves the rest. */
import type { Fault } from "../support/fault.ts";
import { fieldsOf } from "../support/fields.ts";

export const fault: Fault = {
	read: (bytes) => Buffer.concat(fieldsOf(bytes).map((field) => field.bytes)),
};
