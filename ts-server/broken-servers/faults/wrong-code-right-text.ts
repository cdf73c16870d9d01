/** Fails with another code, and the right text. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	handlers: ({ RecordRoute }) => ({
		RecordRoute: (call, callback) =>
			RecordRoute(call, (error, summary) =>
				callback(error ? new StatusError(status.INTERNAL, error.details ?? "") : null, summary),
			),
	}),
};
