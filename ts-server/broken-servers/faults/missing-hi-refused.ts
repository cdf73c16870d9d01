/** Guards against an absent lo only, and trips over an absent hi. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { listing } from "../support/listings.ts";

export const fault = listing((found, { hi }) => {
	if (!hi) throw new StatusError(status.UNKNOWN, "cannot read latitude of null");
	return found;
});
