/** Notices an overflow by a negative sum only. */
import { status } from "@grpc/grpc-js";
import { distanceByDegrees } from "../../distance.ts";
import { StatusError } from "../../status-error.ts";
import { odometer } from "../support/routes.ts";

export const fault = odometer(() => {
	let sum = 0;
	return {
		add: (from, to) => {
			sum += distanceByDegrees(from, to);
		},
		total() {
			const metres = Math.trunc(sum) | 0;
			if (metres < 0) throw new StatusError(status.UNKNOWN, "Value out of range");
			return metres;
		},
	};
});
