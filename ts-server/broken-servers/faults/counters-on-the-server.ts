/** Keeps a route's counters on the server, so that routes at once add to one another. */
import type { Fault } from "../support/fault.ts";

let running = 0;
let points = 0;

export const fault: Fault = {
	handlers: ({ RecordRoute }) => ({
		RecordRoute(call, callback) {
			if (running++ === 0) points = 0;
			call.once("close", () => {
				running -= 1;
			});
			call.on("data", () => {
				points += 1;
			});
			call.pause();
			RecordRoute(call, (error, summary) =>
				callback(error, summary ? { ...summary, point_count: points } : summary),
			);
		},
	}),
};
