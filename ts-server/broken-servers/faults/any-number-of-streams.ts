/** Allows any number of streams, whatever it was told. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	asked: (options) => ({ ...options, maxConcurrentStreams: Number.POSITIVE_INFINITY }),
};
