/** The connection of a call: grpc-js keeps it to itself. */
import type { Http2Session, ServerHttp2Stream } from "node:http2";
import type { ServerInterceptingCallInterface } from "@grpc/grpc-js";

/** Null once the call is over. */
export function sessionOf(call: ServerInterceptingCallInterface): Http2Session | null {
	let inner: unknown = call;
	while (typeof inner === "object" && inner !== null) {
		const { stream, nextCall } = inner as { stream?: ServerHttp2Stream; nextCall?: unknown };
		if (stream !== undefined) return stream.session ?? null;
		inner = nextCall;
	}
	return null;
}
