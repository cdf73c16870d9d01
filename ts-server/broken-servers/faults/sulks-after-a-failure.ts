/** Fails the call after one that failed, whoever makes it. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

let hurt = false;

export const fault = {
	interceptor: (_method, call) => {
		const sulks = hurt;
		hurt = false;
		return new ServerInterceptingCall(call, {
			sendStatus: (end, next) => {
				if (end.code !== status.OK) hurt = true;
				next(sulks ? { code: status.UNAVAILABLE, details: "not now" } : end);
			},
		});
	},
} satisfies Fault;
