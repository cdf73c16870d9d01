/** Answers with what it has when a deadline is less than five seconds away. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { fail } from "../../streams.ts";
import type { Fault } from "../support/fault.ts";
import type { AnyCall } from "../support/gates.ts";

function nearDeadline(call: AnyCall, act: () => void): void {
	const left = Number(call.getDeadline()) - Date.now();
	if (left < 5000) setTimeout(act, 0.6 * left);
}

export const fault: Fault = {
	handlers: ({ RecordRoute, RouteChat }) => ({
		RecordRoute(call, callback) {
			nearDeadline(call, () => callback(null, { point_count: 1 }));
			RecordRoute(call, callback);
		},
		RouteChat(call) {
			nearDeadline(call, () => fail(call, new StatusError(status.ABORTED, "time is up")));
			RouteChat(call);
		},
	}),
};
