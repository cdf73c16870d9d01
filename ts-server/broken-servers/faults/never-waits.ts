/** Answers before it was asked to. */
import type { Fault } from "../support/fault.ts";
import { ordering } from "../support/ordering.ts";

export const fault = {
	interceptor: ordering((metadata) => metadata.remove("x-interop-delay-ms")),
} satisfies Fault;
