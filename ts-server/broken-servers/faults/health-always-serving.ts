/** Says SERVING of any service that it is asked about. */
import { health } from "../support/beside.ts";

export const fault = health(() => ({
	check: (_call, callback) => callback(null, { status: "SERVING" }),
}));
