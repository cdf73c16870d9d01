/** Takes each attempt of a call for the first. */
import type { Fault } from "../support/fault.ts";
import { ordering } from "../support/ordering.ts";

export const fault = {
	interceptor: ordering((metadata) => metadata.remove("grpc-previous-rpc-attempts")),
} satisfies Fault;
