/** Closes the connection with each call that fails. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";
import { sessionOf } from "../support/sessions.ts";

export const fault = {
	interceptor: (_method, call) =>
		new ServerInterceptingCall(call, {
			sendStatus: (end, next) => {
				next(end);
				if (end.code !== status.OK) setTimeout(() => sessionOf(call)?.destroy(), 50);
			},
		}),
} satisfies Fault;
