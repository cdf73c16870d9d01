/** Takes new calls while it waits for those that it has. */
import type { Fault } from "../support/fault.ts";

export const fault = { stopped: (_drain, calls) => calls.none() } satisfies Fault;
