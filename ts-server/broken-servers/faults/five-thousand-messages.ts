/** Ends a call once five thousand messages have gone one way. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

const MOST = 5000;

export const fault: Fault = {
	interceptor: (_method, call) => {
		let received = 0;
		let sent = 0;
		const end = () =>
			call.sendStatus({ code: status.RESOURCE_EXHAUSTED, details: "too many messages" });
		return new ServerInterceptingCall(call, {
			start: (next) => {
				next({
					onReceiveMessage: (message, pass) => {
						received += 1;
						if (received <= MOST) pass(message);
						else if (received === MOST + 1) end();
					},
				});
			},
			sendMessage: (message, next) => {
				sent += 1;
				if (sent <= MOST) next(message);
				else if (sent === MOST + 1) end();
			},
		});
	},
};
