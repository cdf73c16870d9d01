/** Sends a note to every other stream that has written at its place. */
import type { RouteNote } from "../../../proto/generated/routeguide/RouteNote.ts";
import { locationKey } from "../../location.ts";
import type { Fault } from "../support/fault.ts";

const streams = new Map<
	object,
	{ readonly keys: Set<string>; readonly write: (note: RouteNote) => void }
>();

export const fault: Fault = {
	handlers: ({ RouteChat }) => ({
		RouteChat(call) {
			const keys = new Set<string>();
			streams.set(call, { keys, write: (note) => call.write(note) });
			call.once("close", () => streams.delete(call));
			call.on("data", (note) => {
				const key = locationKey(note.location);
				keys.add(key);
				for (const [other, { keys: theirs, write }] of streams) {
					if (other !== call && theirs.has(key)) write(note);
				}
			});
			call.pause();
			RouteChat(call);
		},
	}),
};
