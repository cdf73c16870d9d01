/** Answers with a summary of zeros where it should fail. */
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	handlers: ({ RecordRoute }) => ({
		RecordRoute: (call, callback) =>
			RecordRoute(call, (_error, summary) => callback(null, summary ?? {})),
	}),
};
