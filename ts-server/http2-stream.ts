/** The HTTP/2 stream of a call: grpc-js keeps it to itself. */
import type { ServerHttp2Stream } from "node:http2";
import type { ServerInterceptingCallInterface } from "@grpc/grpc-js";

export function streamOf(call: ServerInterceptingCallInterface): ServerHttp2Stream {
	let inner: unknown = call;
	while (typeof inner === "object" && inner !== null) {
		const { stream, nextCall } = inner as { stream?: ServerHttp2Stream; nextCall?: unknown };
		if (stream !== undefined) return stream;
		inner = nextCall;
	}
	throw new Error("a call of grpc-js has a stream");
}
