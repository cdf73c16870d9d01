/** Answers NOT_FOUND where a rectangle holds nothing. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { listing } from "../support/listings.ts";

export const fault = listing((found) => {
	if (found.length === 0) throw new StatusError(status.NOT_FOUND, "nothing there");
	return found;
});
