/** Forgets notes with their stream, where its reference keeps them. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	behaviour: (real) => ({
		...real,
		rememberNotes: (limits) => () => real.rememberNotes(limits)(),
	}),
};
