/** Ends a chat without notes with an error. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { fail } from "../../streams.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	handlers: ({ RouteChat }) => ({
		RouteChat(call) {
			let notes = 0;
			call.on("data", () => {
				notes += 1;
			});
			call.pause();
			const end = call.end.bind(call);
			call.end = () => {
				if (notes > 0) return end();
				fail(call, new StatusError(status.INVALID_ARGUMENT, "nothing was said"));
				return call;
			};
			RouteChat(call);
		},
	}),
};
