/** Ends every chat when one is cancelled. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { fail } from "../../streams.ts";
import { type AnyCall, gated } from "../support/gates.ts";

const chats = new Set<AnyCall>();

export const fault = gated((rpc, call, over) => {
	if (rpc !== "RouteChat") return;
	chats.add(call);
	void over.then(() => chats.delete(call));
	call.once("cancelled", () => {
		for (const other of chats) {
			if (other !== call) fail(other, new StatusError(status.ABORTED, "another one left"));
		}
	});
});
