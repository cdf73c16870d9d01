/** How calls end, seen from their streams: some end without any interceptor being told. */
import { constants, type ServerHttp2Stream } from "node:http2";
import { type ServerInterceptingCallInterface, status } from "@grpc/grpc-js";

/** Name of a status code. */
export type StatusName = keyof typeof status;

/** How a call ended. */
export interface Ended {
	/** The status that the client got; where it went away first, CANCELLED, or DEADLINE_EXCEEDED. */
	readonly status: StatusName;
	/** Milliseconds, to the microsecond, from its arrival to its end: its status, or the news that the client has gone. */
	readonly ms: number;
}

/**
 * A client that lets its deadline pass resets the stream, often just before the server's own timer,
 * which started later: within this time that is the deadline, not a change of mind.
 */
const DEADLINE_SLACK_MS = 50;

/**
 * Tells the end of the call that a stream carries, once it is closed on both sides.
 *
 * @param left milliseconds that the call has had from its arrival on; null: no deadline.
 */
export function onCallEnd(
	stream: ServerHttp2Stream,
	left: number | null,
	tell: (end: Ended) => void,
): void {
	const arrived = performance.now();
	stream.once("close", () => {
		const ms = performance.now() - arrived;
		const late = left !== null && ms >= left - DEADLINE_SLACK_MS;
		const status = answer(stream) ?? (late ? "DEADLINE_EXCEEDED" : "CANCELLED");
		tell({ status, ms: rounded(ms) });
	});
}

/** The status that the client got, or null where it had left before. */
function answer({ sentHeaders, sentTrailers, rstCode }: ServerHttp2Stream): StatusName | null {
	// In an answer without messages the headers carry it.
	const code = sentTrailers?.["grpc-status"] ?? sentHeaders?.["grpc-status"];
	if (code === undefined) {
		return null;
	}
	const name = (status[Number(code)] as StatusName | undefined) ?? "UNKNOWN";
	// A client on Node half-closes as it cancels, and the reset comes after: its OK reaches nobody.
	return name === "OK" && rstCode === constants.NGHTTP2_CANCEL ? null : name;
}

/** Milliseconds that a call has left now, or null where it has no deadline. */
export function leftOf(call: ServerInterceptingCallInterface): number | null {
	const deadline = Number(call.getDeadline());
	return Number.isFinite(deadline) ? deadline - Date.now() : null;
}

/** Milliseconds, to the microsecond. */
export function rounded(ms: number): number {
	return Math.round(ms * 1000) / 1000;
}
