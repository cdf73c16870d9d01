/** Does not tell clients of the limit of concurrent streams. */
import type { Fault } from "../support/fault.ts";

export const fault = {
	asked: (options) => ({ ...options, maxConcurrentStreams: Number.POSITIVE_INFINITY }),
} satisfies Fault;
