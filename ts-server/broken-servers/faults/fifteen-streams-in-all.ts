/** Never frees the place of a call: the sixteenth chat finds none. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

export const fault = {
	interceptor: ({ path }, call) => {
		if (path.endsWith("RouteChat")) taken += 1;
		const full = path.endsWith("GetFeature") && taken > 15;
		return new ServerInterceptingCall(call, {
			sendStatus: (end, next) => next(full ? { code: status.UNAVAILABLE, details: "full" } : end),
		});
	},
} satisfies Fault;

let taken = 0;
