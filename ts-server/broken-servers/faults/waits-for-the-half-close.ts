/** Says what became of a call only once its client has half-closed. */
import { ServerInterceptingCall } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

export const fault = {
	interceptor: (_method, call) => {
		let closed = false;
		let send = () => {};
		return new ServerInterceptingCall(call, {
			start: (next) => {
				next({
					onReceiveHalfClose: (pass) => {
						closed = true;
						send();
						pass();
					},
				});
			},
			sendStatus: (end, next) => {
				if (closed) next(end);
				else send = () => next(end);
			},
		});
	},
} satisfies Fault;
