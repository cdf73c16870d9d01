/** Answers a watch as if it were a check. */
import { health } from "../support/beside.ts";

export const fault = health((real) => ({
	watch: (call) => {
		real.watch(call);
		call.end();
	},
}));
