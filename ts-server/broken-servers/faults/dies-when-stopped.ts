/** Dies at once when it is stopped, calls and all. */
import type { Fault } from "../support/fault.ts";

export const fault = { stopped: async () => {} } satisfies Fault;
