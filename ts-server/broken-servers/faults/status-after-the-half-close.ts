/** Sends no status before the client has half-closed. */
import { ServerInterceptingCall } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	interceptor: (_method, call) => {
		const { promise: closed, resolve: close } = Promise.withResolvers<void>();
		return new ServerInterceptingCall(call, {
			start: (next) => {
				next({
					onReceiveHalfClose: (pass) => {
						close();
						pass();
					},
				});
			},
			sendStatus: (end, next) => void closed.then(() => next(end)),
		});
	},
};
