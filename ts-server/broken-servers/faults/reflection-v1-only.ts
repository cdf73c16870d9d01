/** Reflection is served under its newer name only. */
import { serves } from "../support/beside.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	registry: (real) => ({
		addService(service, handlers) {
			if (!serves(service, "/grpc.reflection.v1alpha.")) real.addService(service, handlers);
		},
	}),
};
