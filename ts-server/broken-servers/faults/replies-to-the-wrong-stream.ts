/** Sends its replies to whichever stream was opened last. */
import type { RouteNote } from "../../../proto/generated/routeguide/RouteNote.ts";
import type { Fault } from "../support/fault.ts";

let last: { write(note: RouteNote): boolean; readonly destroyed: boolean } | null = null;

export const fault: Fault = {
	handlers: ({ RouteChat }) => ({
		RouteChat(call) {
			const own = call.write.bind(call);
			const me = {
				write: own,
				get destroyed() {
					return call.destroyed || call.writableEnded;
				},
			};
			last = me;
			call.write = (note: RouteNote) => (last === null || last.destroyed ? me : last).write(note);
			RouteChat(call);
		},
	}),
};
