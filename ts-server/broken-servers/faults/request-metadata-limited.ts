/** Refuses more than six kilobytes of request metadata. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { gated } from "../support/gates.ts";

export const fault = gated((_rpc, call) => {
	if (JSON.stringify(call.metadata.getMap()).length > 6144) {
		throw new StatusError(status.RESOURCE_EXHAUSTED, "too much metadata");
	}
});
