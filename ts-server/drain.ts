/** Ends a server without ending its calls. */
import { setTimeout as pause } from "node:timers/promises";
import type { Server } from "@grpc/grpc-js";
import type { OpenCalls } from "./open-calls.ts";

/** How long connections without calls may take to close: some, that never spoke, would take forever. */
const IDLE_GRACE_MS = 1000;

/** Takes no more calls; resolves once those that run have ended, and their connections, or soon after. */
export async function drain(server: Server, calls: OpenCalls): Promise<void> {
	const closed = new Promise((resolve) => server.tryShutdown(resolve));
	const idle = async (): Promise<void> => {
		do {
			await calls.none();
			await pause(IDLE_GRACE_MS, undefined, { ref: false });
		} while (calls.running > 0);
	};
	await Promise.race([closed, idle()]);
}
