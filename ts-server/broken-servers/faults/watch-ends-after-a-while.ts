/** Ends a watch after a second and a half, as a proxy does that knows no silence. */
import { status } from "@grpc/grpc-js";
import { health } from "../support/beside.ts";

export const fault = health((real) => ({
	watch: (call) => {
		real.watch(call);
		setTimeout(() => call.emit("error", { code: status.UNAVAILABLE, details: "idle" }), 1500);
	},
}));
