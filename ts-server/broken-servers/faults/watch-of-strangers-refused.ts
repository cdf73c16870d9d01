/** Refuses to watch a service that it does not have. */
import { status } from "@grpc/grpc-js";
import { health } from "../support/beside.ts";

export const fault = health((real) => ({
	watch: (call) => {
		if (call.request.service === "" || call.request.service === "routeguide.RouteGuide") {
			real.watch(call);
		} else {
			call.emit("error", { code: status.NOT_FOUND, details: "no such service" });
		}
	},
}));
