/** Refuses a rectangle without one of its corners. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { listing } from "../support/listings.ts";

export const fault = listing((found, { lo, hi }) => {
	if (!lo || !hi) throw new StatusError(status.INVALID_ARGUMENT, "a corner is missing");
	return found;
});
