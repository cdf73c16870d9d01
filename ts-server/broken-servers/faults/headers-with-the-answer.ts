/** Keeps its headers until it has an answer. */
import { ServerInterceptingCall } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	interceptor: (_method, call) => {
		let send = () => {};
		const release = () => {
			send();
			send = () => {};
		};
		return new ServerInterceptingCall(call, {
			sendMetadata: (metadata, next) => {
				send = () => next(metadata);
			},
			sendMessage: (message, next) => {
				release();
				next(message);
			},
			sendStatus: (end, next) => {
				release();
				next(end);
			},
		});
	},
};
