/** Takes a corner of zeros for a missing one, and refuses it. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { listing } from "../support/listings.ts";

export const fault = listing((found, { lo, hi }) => {
	if ([lo, hi].some((corner) => corner?.latitude === 0 && corner.longitude === 0)) {
		throw new StatusError(status.INVALID_ARGUMENT, "a corner is missing");
	}
	return found;
});
