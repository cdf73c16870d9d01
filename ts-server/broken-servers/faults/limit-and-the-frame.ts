/** Counts the five bytes of the frame. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	asked: (options) => ({ ...options, maxReceiveBytes: options.maxReceiveBytes - 5 }),
};
