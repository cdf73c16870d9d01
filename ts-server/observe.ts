/** Calls as they are seen from outside their handlers: by the log, and by metrics. */
import type { ServerHttp2Stream } from "node:http2";
import { ServerInterceptingCall, type ServerInterceptor } from "@grpc/grpc-js";
import { type Ended, leftOf, onCallEnd } from "./call-end.ts";
import { streamOf } from "./http2-stream.ts";
import { onStreamStart, timeoutOf } from "./stream-starts.ts";

/** A method that is served. */
export interface Method {
	/** `/package.Service/Method`. */
	readonly path: string;
	readonly requestStream: boolean;
	readonly responseStream: boolean;
}

export interface ObservedCall {
	/** As the client has it, who may ask for anything. */
	readonly path: string;
	/** Null: there is none such. */
	readonly method: Method | null;
	/** `address:port` of the client. */
	readonly peer: string;
}

/** Who is told of all calls; what is absent is not asked for. */
export interface CallObserver {
	/** Before the first call: all that is served. */
	serves?(methods: Iterable<Method>): void;
	began?(call: ObservedCall): void;
	/** A message was read by the handler. */
	received?(call: ObservedCall): void;
	/** A message was written by the handler. */
	sent?(call: ObservedCall): void;
	/** Once, after all else. */
	ended?(call: ObservedCall, end: Ended): void;
}

/** Tells of the calls of methods that are served. */
export function observing(observers: readonly CallObserver[]): ServerInterceptor {
	return (method, inner) => {
		const stream = streamOf(inner);
		const call = { path: method.path, method, peer: peerOf(stream) };
		observe(call, stream, leftOf(inner), observers);
		return new ServerInterceptingCall(inner, {
			start: (next) => {
				next({
					onReceiveMessage: (message, pass) => {
						for (const observer of observers) observer.received?.(call);
						pass(message);
					},
				});
			},
			sendMessage: (message, next) => {
				for (const observer of observers) observer.sent?.(call);
				next(message);
			},
		});
	};
}

/**
 * Tells of the calls of methods that are not.
 *
 * @returns how to stop.
 */
export function observeUnknownMethods(
	served: ReadonlyMap<string, Method>,
	observers: readonly CallObserver[],
): () => void {
	return onStreamStart((stream, headers) => {
		const path = headers[":path"] ?? "";
		// What is no call of gRPC's is answered as HTTP has it.
		if (served.has(path) || headers["content-type"]?.startsWith("application/grpc") !== true)
			return;
		observe({ path, method: null, peer: peerOf(stream) }, stream, timeoutOf(headers), observers);
	});
}

function observe(
	call: ObservedCall,
	stream: ServerHttp2Stream,
	left: number | null,
	observers: readonly CallObserver[],
): void {
	for (const observer of observers) observer.began?.(call);
	onCallEnd(stream, left, (end) => {
		for (const observer of observers) observer.ended?.(call, end);
	});
}

function peerOf({ session }: ServerHttp2Stream): string {
	const { remoteAddress = "unknown", remotePort = 0, remoteFamily } = session?.socket ?? {};
	return `${remoteFamily === "IPv6" ? `[${remoteAddress}]` : remoteAddress}:${remotePort}`;
}
