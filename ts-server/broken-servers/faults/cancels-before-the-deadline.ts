/** Ends a call as cancelled when a fifth of its deadline is gone. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { fail } from "../../streams.ts";
import type { Fault } from "../support/fault.ts";
import type { AnyCall } from "../support/gates.ts";

function early(call: AnyCall, act: (error: StatusError) => void): void {
	const left = Number(call.getDeadline()) - Date.now();
	const error = new StatusError(status.CANCELLED, "time is nearly up");
	if (left < 5000) setTimeout(() => act(error), left / 5);
}

export const fault: Fault = {
	handlers: ({ RecordRoute, RouteChat }) => ({
		RecordRoute(call, callback) {
			early(call, (error) => callback(error));
			RecordRoute(call, callback);
		},
		RouteChat(call) {
			early(call, (error) => fail(call, error));
			RouteChat(call);
		},
	}),
};
