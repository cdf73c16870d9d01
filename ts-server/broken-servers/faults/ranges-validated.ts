/** Refuses coordinates beyond the poles or the date line. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { answering } from "../support/answers.ts";

export const fault = answering((feature, { latitude, longitude }) => {
	if (Math.abs(latitude) > 900_000_000 || Math.abs(longitude) > 1_800_000_000) {
		throw new StatusError(status.INVALID_ARGUMENT, "no such place on earth");
	}
	return feature;
});
