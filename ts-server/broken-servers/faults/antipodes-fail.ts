/** Fails near antipodes as the Python reference does: the haversine is not held below one. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { measuring } from "../support/routes.ts";

const radians = (degrees: number) => degrees * (Math.PI / 180);

export const fault = measuring((from, to) => {
	const [one, other] = [radians(from.latitude / 1e7), radians(to.latitude / 1e7)];
	const north = Math.sin(radians(to.latitude / 1e7 - from.latitude / 1e7) / 2);
	const east = Math.sin(radians(to.longitude / 1e7 - from.longitude / 1e7) / 2);
	const h = north ** 2 + Math.cos(one) * Math.cos(other) * east ** 2;
	if (h > 1) throw new StatusError(status.UNKNOWN, "math domain error");
	return 6_371_000 * 2 * Math.atan2(Math.sqrt(h), Math.sqrt(1 - h));
});
