/** Refuses a rectangle without width or height. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { listing } from "../support/listings.ts";

export const fault = listing((found, { lo, hi }) => {
	if (lo?.latitude !== hi?.latitude && lo?.longitude !== hi?.longitude) return found;
	throw new StatusError(status.INVALID_ARGUMENT, "a rectangle has an area");
});
