/** gRPC's four call shapes as this client's users meet them, and what they share. */
import type {
	ClientDuplexStream,
	ClientReadableStream,
	ClientUnaryCall,
	ClientWritableStream,
	ServiceError,
} from "@grpc/grpc-js";

/** One request, one response. */
export interface UnaryCall<Response> {
	/** The library's own call: `metadata` and `status` events, `cancel()`. */
	readonly call: ClientUnaryCall;
	/** Rejects with grpc-js's ServiceError where the status is not OK. */
	readonly response: Promise<Response>;
}

/** One request, many responses. */
export interface ServerStreamingCall<Response> {
	readonly call: ClientReadableStream<Response>;
	/** To be read once. Throws grpc-js's ServiceError after the last message where the status is not OK; leaving the loop early cancels the call. */
	readonly responses: AsyncGenerator<Response, void, undefined>;
}

export interface SendOptions {
	/** Messages that may wait in the call's own queue; default: the stream's high-water mark. */
	readonly room?: number;
	/** Called once the library has taken the message out of that queue. */
	readonly taken?: () => void;
}

/** Sends a message; settles once the call's own queue has room again, or the call is over. Never rejects: the status tells of failures. */
export type Send<Request> = (message: Request, options?: SendOptions) => Promise<void>;

/** Many requests, one response. */
export interface ClientStreamingCall<Request, Response> {
	readonly call: ClientWritableStream<Request>;
	readonly send: Send<Request>;
	readonly halfClose: () => void;
	/** Rejects with grpc-js's ServiceError where the status is not OK. */
	readonly response: Promise<Response>;
}

/** Many requests, many responses, in any order between the two. */
export interface BidirectionalStreamingCall<Request, Response> {
	readonly call: ClientDuplexStream<Request, Response>;
	readonly send: Send<Request>;
	readonly halfClose: () => void;
	/** As in {@link ServerStreamingCall}. */
	readonly responses: AsyncGenerator<Response, void, undefined>;
}

/** A grpc-js callback, and the promise that it settles. */
export function callbackPromise<Response>() {
	const { promise, resolve, reject } = Promise.withResolvers<Response>();
	// A call may fail while its user is still sending; that must not end the process.
	promise.catch(() => {});
	const callback = (error: ServiceError | null, response?: Response) => {
		if (error !== null) reject(error);
		else resolve(response as Response);
	};
	return { promise, callback };
}

/** A stream's messages, with the status's error after the last one, also for those who begin to read late. */
export function responsesOf<Response>(
	call: ClientReadableStream<Response>,
): AsyncGenerator<Response, void, undefined> {
	let failure: ServiceError | null = null;
	// Listened for at once: grpc-js emits it whether or not anyone reads, and unheard it ends the process.
	call.on("error", (error: ServiceError) => {
		failure ??= error;
	});
	return (async function* () {
		try {
			yield* call as AsyncIterable<Response>;
			if (failure !== null) throw failure;
		} finally {
			// Does nothing where the call is over. grpc-js does not cancel a stream that is destroyed.
			call.cancel();
		}
	})();
}

/** The sending half of a call; see {@link Send}. */
export function sendTo<Request>(call: ClientWritableStream<Request>): Send<Request> {
	let over = false;
	let wake = Promise.withResolvers<void>();
	const wakeAll = () => {
		wake.resolve();
		wake = Promise.withResolvers<void>();
	};
	call.once("status", () => {
		over = true;
		wakeAll();
	});
	return async (message, { room = call.writableHighWaterMark, taken } = {}) => {
		if (over) return;
		call.write(message, (error?: Error | null) => {
			if (!error) taken?.();
			wakeAll();
		});
		// grpc-js calls back at once while it buffers less than 1 MiB of a call, and from then on as
		// flow control lets messages go; after the call's end it may never call back.
		while (!over && call.writableLength >= room) await wake.promise;
	};
}
