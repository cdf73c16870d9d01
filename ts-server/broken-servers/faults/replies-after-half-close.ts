/** Replies only once the client has half-closed. */
import type { RouteNote } from "../../../proto/generated/routeguide/RouteNote.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	handlers: ({ RouteChat }) => ({
		RouteChat(call) {
			const replies: RouteNote[] = [];
			const write = call.write.bind(call);
			const end = call.end.bind(call);
			call.write = (note: RouteNote) => replies.push(note) > 0;
			call.end = () => {
				for (const note of replies) write(note);
				return end();
			};
			RouteChat(call);
		},
	}),
};
