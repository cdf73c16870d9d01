/** Keeps the distance in 31 bits, and overflows before it has to. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	behaviour: (real) => ({
		...real,
		newOdometer() {
			const odometer = real.newOdometer();
			return {
				add: (from, to) => odometer.add(from, to),
				total() {
					const metres = odometer.total();
					if (metres >= 2 ** 30) throw new StatusError(status.UNKNOWN, "out of range");
					return metres;
				},
			};
		},
	}),
};
