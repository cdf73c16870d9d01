/** Answers NOT_FOUND for a point without a feature. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { answering } from "../support/answers.ts";

export const fault = answering((feature) => {
	if (feature.name === "") throw new StatusError(status.NOT_FOUND, "no feature there");
	return feature;
});
