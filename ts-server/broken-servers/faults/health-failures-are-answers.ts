/** A check that fails is answered by NOT_SERVING, and ends well. */
import { Metadata, ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	interceptor: ({ path }, call) =>
		new ServerInterceptingCall(call, {
			sendStatus: (end, next) => {
				if (path !== "/grpc.health.v1.Health/Check" || end.code === status.OK) {
					next(end);
					return;
				}
				call.sendMetadata(new Metadata());
				call.sendMessage({ status: "NOT_SERVING" }, () => next({ code: status.OK, details: "" }));
			},
		}),
};
