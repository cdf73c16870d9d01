/** Keeps notes for as long as a connection is the same. */
import type { NoteBook } from "../../behaviour/behaviour.ts";
import type { Fault } from "../support/fault.ts";

/** Of the call that begins. */
let peer = "";

export const fault: Fault = {
	handlers: ({ RouteChat }) => ({
		RouteChat(call) {
			peer = call.getPeer();
			RouteChat(call);
		},
	}),
	behaviour: (real) => ({
		...real,
		rememberNotes: (limits) => {
			const books = new Map<string, () => NoteBook>();
			return () => {
				const open = books.get(peer) ?? real.rememberNotes(limits);
				books.set(peer, open);
				return open();
			};
		},
	}),
};
