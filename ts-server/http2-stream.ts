/** The HTTP/2 stream and the connection of a call: grpc-js keeps them to itself. */
import type { Http2Session, ServerHttp2Stream } from "node:http2";
import type { ServerInterceptingCallInterface } from "@grpc/grpc-js";

/** Null where there is none. */
export function streamOf(call: ServerInterceptingCallInterface): ServerHttp2Stream | null {
	let inner: unknown = call;
	while (typeof inner === "object" && inner !== null) {
		const { stream, nextCall } = inner as { stream?: ServerHttp2Stream; nextCall?: unknown };
		if (stream !== undefined) return stream;
		inner = nextCall;
	}
	return null;
}

/** Null once the call is over. */
export function sessionOf(call: ServerInterceptingCallInterface): Http2Session | null {
	return streamOf(call)?.session ?? null;
}
