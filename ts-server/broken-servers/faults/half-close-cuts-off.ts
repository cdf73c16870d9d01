/** Ends its own half of a chat when the client half-closes: the replies to the last note are lost. */
import type { RouteNote } from "../../../proto/generated/routeguide/RouteNote.ts";
import type { Fault } from "../support/fault.ts";

export const fault: Fault = {
	handlers: ({ RouteChat }) => ({
		RouteChat(call) {
			const write = call.write.bind(call);
			const end = call.end.bind(call);
			let last: NodeJS.Timeout | undefined;
			const due: RouteNote[] = [];
			call.write = (note: RouteNote) => {
				due.push(note);
				clearTimeout(last);
				last = setTimeout(() => due.splice(0).map((reply) => write(reply)), 20);
				return true;
			};
			call.end = () => {
				clearTimeout(last);
				return end();
			};
			RouteChat(call);
		},
	}),
};
