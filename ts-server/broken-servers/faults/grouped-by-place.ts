/** Replies once the client has half-closed, grouped by place. */
import type { RouteNote } from "../../../proto/generated/routeguide/RouteNote.ts";
import { locationKey } from "../../location.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	handlers: ({ RouteChat }) => ({
		RouteChat(call) {
			const replies: RouteNote[] = [];
			const write = call.write.bind(call);
			const end = call.end.bind(call);
			call.write = (note: RouteNote) => replies.push(note) > 0;
			call.end = () => {
				const groups = Map.groupBy(replies, ({ location }) => locationKey(location as never));
				for (const note of [...groups.values()].flat()) write(note);
				return end();
			};
			RouteChat(call);
		},
	}),
};
