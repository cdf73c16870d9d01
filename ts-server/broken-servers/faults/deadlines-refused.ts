/** Ends every call that has a deadline at once. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

export const fault = {
	interceptor: (_method, call) =>
		new ServerInterceptingCall(call, {
			start: (next) => {
				next({
					onReceiveMetadata: (metadata, pass) => {
						if (Number.isFinite(Number(call.getDeadline()))) {
							call.sendStatus({ code: status.UNAVAILABLE, details: "no time for that" });
						} else pass(metadata);
					},
				});
			},
		}),
} satisfies Fault;
