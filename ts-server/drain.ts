/** Ends a server without ending its calls, or not before they have had their time. */
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Server, status } from "@grpc/grpc-js";
import type { OpenCalls } from "./open-calls.ts";

/** How long connections without calls may take to close: some, that never spoke, would take forever. */
const IDLE_GRACE_MS = 1000;
/** What clients are told where their time is over: another server, or the next one, may do it. */
const OVER = { code: status.UNAVAILABLE, details: "the server is shutting down" };

/**
 * Takes no more calls; resolves once those that run have ended, and their connections, or soon after.
 * Those that still run after `limitMs` (Infinity: there is no such time) are ended with UNAVAILABLE.
 *
 * @param injected connections that the server has not accepted itself: grpc-js does not wait for those.
 * @returns how many calls were ended so.
 */
export async function drain(
	server: Server,
	calls: OpenCalls,
	limitMs: number,
	injected: Iterable<Socket> = [],
): Promise<number> {
	stopKeepalive(server);
	const closed = Promise.all([
		new Promise((resolve) => server.tryShutdown(resolve)),
		...[...injected].map((socket) => new Promise((resolve) => socket.once("close", resolve))),
	]);
	const idle = async (): Promise<void> => {
		do {
			await calls.none();
			await pause(IDLE_GRACE_MS, undefined, { ref: false });
		} while (calls.running > 0);
	};
	if (!Number.isFinite(limitMs)) {
		await Promise.race([closed, idle()]);
		return 0;
	}
	await Promise.race([closed, idle(), pause(limitMs, undefined, { ref: false })]);
	const ended = calls.end(OVER);
	// A client that does not read does not get its status either.
	if (ended > 0) await Promise.race([closed, pause(IDLE_GRACE_MS, undefined, { ref: false })]);
	return ended;
}

/**
 * grpc-js takes a connection that it is closing itself for lost, since Node sends no ping over one, and
 * drops it with its calls: https://github.com/grpc/grpc-node/issues/3068. It has no option for that, but
 * looks at this number before each ping.
 */
function stopKeepalive(server: Server): void {
	Reflect.set(server, "keepaliveTimeMs", Number.POSITIVE_INFINITY);
}
