/** Takes one byte less than it was told to. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	asked: (options) => ({ ...options, maxReceiveBytes: options.maxReceiveBytes - 1 }),
};
