/** Has no summary for a route without points. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	handlers: ({ RecordRoute }) => ({
		RecordRoute: (call, callback) =>
			RecordRoute(call, (error, summary) =>
				summary && summary.point_count === 0
					? callback(new StatusError(status.INVALID_ARGUMENT, "no points"))
					: callback(error, summary),
			),
	}),
};
