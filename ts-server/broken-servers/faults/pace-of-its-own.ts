/** Writes as fast as it can, whatever was asked for. */
import type { Fault } from "../support/fault.ts";
import { ordering } from "../support/ordering.ts";

export const fault = {
	interceptor: ordering((metadata) => metadata.remove("x-interop-pace-ms")),
} satisfies Fault;
