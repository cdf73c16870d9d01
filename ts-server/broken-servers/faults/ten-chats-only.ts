/** Refuses an eleventh chat. */
import { status } from "@grpc/grpc-js";
import { StatusError } from "../../status-error.ts";
import { gated } from "../support/gates.ts";

let chats = 0;

export const fault = gated((rpc, _call, over) => {
	if (rpc !== "RouteChat") return;
	if (chats >= 10) throw new StatusError(status.RESOURCE_EXHAUSTED, "ten are talking already");
	chats += 1;
	void over.then(() => {
		chats -= 1;
	});
});
