/** Refuses metadata in binary. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { gated } from "../support/gates.ts";

export const fault = gated((_rpc, call) => {
	if (Object.keys(call.metadata.getMap()).some((key) => key.endsWith("-bin"))) {
		throw new StatusError(status.INVALID_ARGUMENT, "binary metadata");
	}
});
