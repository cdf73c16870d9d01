/** Counts only features that have a name. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	behaviour: (real) => ({
		...real,
		countVisit: (features) => real.countVisit(features.filter(({ name }) => name !== "")),
	}),
};
