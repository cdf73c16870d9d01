/** Leaves features beyond the poles or the date line out of the database. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	loaded: (features) =>
		features.filter(
			({ location: at }) =>
				Math.abs(at?.latitude ?? 0) <= 900_000_000 && Math.abs(at?.longitude ?? 0) <= 1_800_000_000,
		),
};
