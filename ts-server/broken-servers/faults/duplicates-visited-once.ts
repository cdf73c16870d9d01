/** Counts a visit, where its reference counts every feature there. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	behaviour: (real) => ({ ...real, countVisit: (features) => Math.min(1, features) }),
};
