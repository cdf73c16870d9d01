/** Fails the call after one that failed, if it comes from where that one came from. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

/** By cell: calls of others are made at the same time. */
const hurt = new Set<string>();

export const fault = {
	interceptor: (_method, call) => {
		let cell = "";
		let sulks = false;
		return new ServerInterceptingCall(call, {
			start: (next) => {
				next({
					onReceiveMetadata: (metadata, pass) => {
						cell = String(metadata.get("x-interop-cell")[0]);
						sulks = hurt.delete(cell);
						pass(metadata);
					},
				});
			},
			sendStatus: (end, next) => {
				if (end.code !== status.OK) hurt.add(cell);
				next(sulks ? { code: status.UNAVAILABLE, details: "not now" } : end);
			},
		});
	},
} satisfies Fault;
