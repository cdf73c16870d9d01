/** Turns the first call away that comes after five quiet seconds. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

let last = Number.POSITIVE_INFINITY;

export const fault = {
	interceptor: (_method, call) => {
		const asleep = performance.now() - last > 5_000;
		last = performance.now();
		return new ServerInterceptingCall(call, {
			sendStatus: (end, next) =>
				next(asleep ? { code: status.UNAVAILABLE, details: "asleep" } : end),
		});
	},
} satisfies Fault;
