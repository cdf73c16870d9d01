/** Counts every feature at a visited point, where its reference counts the visit. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	behaviour: (real) => ({ ...real, countVisit: (features) => features }),
};
