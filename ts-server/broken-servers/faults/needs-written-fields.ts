/** Refuses a request of zero bytes: it needs zeros to be written out. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	received(bytes) {
		if (bytes.length === 0) throw new StatusError(status.INVALID_ARGUMENT, "an empty request");
	},
};
