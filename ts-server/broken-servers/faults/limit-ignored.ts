/** Has a limit of its own, whatever it was told. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	asked: (options) => ({ ...options, maxReceiveBytes: 4 * 1024 * 1024 }),
};
