/** Does not send messages as large as it may. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { answering } from "../support/answers.ts";

export const fault = answering((feature) => {
	if ((feature.name?.length ?? 0) > 4_000_000) {
		throw new StatusError(status.RESOURCE_EXHAUSTED, "too large to send");
	}
	return feature;
});
