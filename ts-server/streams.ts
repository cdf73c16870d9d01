/** How handlers read and write streams: in step with the client, and no further once it is gone. */
import type { EventEmitter } from "node:events";
import type { Readable } from "node:stream";
import { StatusError } from "./status-error.ts";

/** What the helpers need of grpc-js's calls, whose own types overload `on` and `write`. */
interface Outgoing<Response> extends EventEmitter {
	readonly destroyed: boolean;
	write(message: Response): boolean;
}
interface Endable extends EventEmitter {
	readonly cancelled: boolean;
}

/** The messages of a client's stream, until it half-closes. Throws once the call is cancelled. */
export function messagesOf<Request>(call: Readable): AsyncIterable<Request> {
	// A finished iteration would destroy the stream by default, and with it replies not yet written.
	return call.iterator({ destroyOnReturn: false });
}

/**
 * Sends messages, and waits while the client's flow control holds back those before. They are asked for
 * one by one, and no further than that.
 *
 * @returns false once the call is over, so that nothing more need be sent.
 */
export async function sendAll<Response>(
	call: Outgoing<Response>,
	messages: Iterable<Response>,
): Promise<boolean> {
	for (const message of messages) {
		if (call.destroyed) return false;
		if (!call.write(message)) await writable(call);
	}
	return !call.destroyed;
}

function writable(call: EventEmitter): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			call.off("drain", done);
			call.off("close", done);
			resolve();
		};
		call.on("drain", done);
		// A cancelled stream closes and never drains.
		call.on("close", done);
	});
}

/** Ends a stream with the status that `error` stands for, unless the client has left it already. */
export function fail(call: Endable, error: unknown): void {
	if (!call.cancelled) {
		call.emit("error", StatusError.from(error));
	}
}
