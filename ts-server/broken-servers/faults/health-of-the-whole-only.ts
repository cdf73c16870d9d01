/** Knows the health of the server as a whole, and of no service. */

import { status } from "@grpc/grpc-js";
import { health } from "../support/beside.ts";

export const fault = health((real) => ({
	check: (call, callback) =>
		call.request.service === ""
			? real.check(call, callback)
			: callback({ code: status.NOT_FOUND, details: "no such service" }),
}));
