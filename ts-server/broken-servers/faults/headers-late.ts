/** Sends no headers before it has a message or a status. */
import type { Fault } from "../support/fault.ts";
import { ordering } from "../support/ordering.ts";

export const fault = {
	interceptor: ordering((metadata) => metadata.remove("x-interop-headers")),
} satisfies Fault;
