/** Begins a route only when nobody chats. */
import type { Fault } from "../support/fault.ts";
import { gated } from "../support/gates.ts";

const chats = new Set<Promise<void>>();

export const fault: Fault = gated(async (rpc, _call, over) => {
	if (rpc === "RecordRoute") await Promise.all(chats);
	if (rpc !== "RouteChat") return;
	chats.add(over);
	void over.then(() => chats.delete(over));
});
