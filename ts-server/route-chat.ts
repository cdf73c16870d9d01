import type { handleBidiStreamingCall } from "@grpc/grpc-js";
import type { RouteNote, RouteNote__Output } from "../proto/generated/routeguide/RouteNote.ts";
import type { ServiceState } from "./service-state.ts";
import { fail, messagesOf, sendAll } from "./streams.ts";

/** RouteChat: answers each note at once with the notes at its location. */
export function routeChat({
	openNotes,
}: ServiceState): handleBidiStreamingCall<RouteNote__Output, RouteNote> {
	return async (call) => {
		const notes = openNotes();
		try {
			for await (const note of messagesOf<RouteNote__Output>(call)) {
				if (!(await sendAll<RouteNote>(call, notes.post(note)))) return;
			}
			call.end();
		} catch (error) {
			fail(call, error);
		}
	};
}
