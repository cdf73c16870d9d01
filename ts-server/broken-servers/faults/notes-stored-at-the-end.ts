/** Stores a stream's notes for others when it ends, and takes them back where it was cancelled. */
import type { RouteNote__Output } from "../../../proto/generated/routeguide/RouteNote.ts";
import { locationKey } from "../../location.ts";
import { messagesOf, sendAll } from "../../streams.ts";
import type { Fault } from "../support/fault.ts";

let stored: readonly RouteNote__Output[] = [];

export const fault: Fault = {
	handlers: () => ({
		async RouteChat(call) {
			const own: RouteNote__Output[] = [];
			// A client on Node half-closes as it cancels: the end may be seen before the cancel.
			call.once("cancelled", () => {
				stored = stored.filter((note) => !own.includes(note));
			});
			try {
				for await (const note of messagesOf<RouteNote__Output>(call)) {
					own.push(note);
					const key = locationKey(note.location);
					const here = [...stored, ...own].filter(({ location }) => locationKey(location) === key);
					await sendAll(call, here);
				}
				if (!call.cancelled) stored = [...stored, ...own];
				call.end();
			} catch {
				// Cancelled: what it wrote is forgotten.
			}
		},
	}),
};
