/** Takes a field without a number for the first one. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	read: (bytes) => (bytes[0] === 0 ? Buffer.from([0x08, ...bytes.subarray(1)]) : bytes),
};
