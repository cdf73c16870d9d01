/** Refuses a rectangle that goes beyond the poles or the date line. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { listing } from "../support/listings.ts";

export const fault = listing((found, { lo, hi }) => {
	const latitudes = [lo?.latitude ?? 0, hi?.latitude ?? 0].map(Math.abs);
	const longitudes = [lo?.longitude ?? 0, hi?.longitude ?? 0].map(Math.abs);
	if (Math.max(...latitudes) > 900_000_000 || Math.max(...longitudes) > 1_800_000_000) {
		throw new StatusError(status.INVALID_ARGUMENT, "no such place on earth");
	}
	return found;
});
