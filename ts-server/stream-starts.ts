/** Streams as they arrive: grpc-js answers methods that it does not know before interceptors. */
import { channel } from "node:diagnostics_channel";
import type { ServerHttp2Stream } from "node:http2";

/** A request's, in small letters. */
export type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Tells each stream that a client opens, with its headers, of any HTTP/2 server of this process.
 *
 * @returns how to stop.
 */
export function onStreamStart(
	tell: (stream: ServerHttp2Stream, headers: Headers) => void,
): () => void {
	const streams = channel("http2.server.stream.start");
	const onStream = (message: unknown): void => {
		const { stream, headers } = message as {
			readonly stream: ServerHttp2Stream;
			readonly headers: Headers;
		};
		tell(stream, headers);
	};
	streams.subscribe(onStream);
	return () => streams.unsubscribe(onStream);
}

const TIMEOUT_UNITS: Readonly<Record<string, number>> = {
	H: 3_600_000,
	M: 60_000,
	S: 1000,
	m: 1,
	u: 1e-3,
	n: 1e-6,
};

/** Milliseconds of the `grpc-timeout`, or null. */
export function timeoutOf(headers: Headers): number | null {
	const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(headers["grpc-timeout"] ?? "") ?? [];
	return digits === undefined || unit === undefined
		? null
		: Number(digits) * (TIMEOUT_UNITS[unit] ?? 1);
}
