/** The witness: for each call one record of what this server saw of it. */
import type { ServerHttp2Stream } from "node:http2";
import { TLSSocket } from "node:tls";
import { type Metadata, ServerInterceptingCall, type ServerInterceptor } from "@grpc/grpc-js";
import { leftOf, onCallEnd, rounded } from "./call-end.ts";
import { streamOf } from "./http2-stream.ts";
import { onStreamStart, timeoutOf } from "./stream-starts.ts";

/** What the server saw of one call. The harness's contract for servers fixes these keys. */
export interface Witness {
	/** The value of the request's `x-interop-cell`, or null. */
	cell: string | null;
	/** The full path. */
	readonly method: string;
	readonly tls: boolean;
	/** Common name of the client's verified certificate, or null. */
	readonly peer: string | null;
	/** Messages read by the handler. */
	received: number;
	/** Messages written by the handler. */
	sent: number;
	/** What was left of the deadline when the call arrived, or null where it had none. */
	readonly deadline_ms: number | null;
	/** The request's metadata: `[key, [values…]]` by key, `-bin` in base64; absent where no handler saw it. */
	metadata?: [string, string[]][];
	/** The request's grpc-encoding, or null. */
	readonly encoding: string | null;
	/** Milliseconds from its arrival to its end: its status, or the news that the client has gone. */
	lasted_ms: number;
	/** Milliseconds until the library had taken the longest of the handler's writes. */
	longest_write_ms: number;
	/** Which of the handler's writes that was, from 1 on; 0 where it wrote nothing. */
	longest_write_at: number;
	/** The most writes under way at one time. */
	writes_at_once: number;
	/** The most calls that its connection had open at one time while it was, itself included. */
	calls_at_once: number;
	/** Name of the status it ended with; CANCELLED where the client went away first. */
	ended: string;
}

export type WriteWitness = (witness: Witness) => void;

/** Witnesses the calls of registered methods, also those that end before any handler sees them. */
export function witnessCalls(write: WriteWitness): ServerInterceptor {
	return (method, call) => {
		const stream = streamOf(call);
		const record = witness(stream, method.path, leftOf(call), write);
		const leave = enter(stream.session, record);
		stream.once("close", leave);
		return new MeasuredCall(record, call, {
			start: (next) => {
				next({
					onReceiveMetadata: (metadata, pass) => {
						record.metadata = listOf(metadata);
						record.cell = metadata.get("x-interop-cell")[0]?.toString() ?? null;
						pass(metadata);
					},
					onReceiveMessage: (message, pass) => {
						record.received += 1;
						pass(message);
					},
				});
			},
			sendMessage: (message, next) => {
				record.sent += 1;
				next(message);
			},
			// Before the client can hear of it: the next call may be here before the stream is closed.
			sendStatus: (end, next) => {
				leave();
				next(end);
			},
		});
	};
}

/** Measures writes: responders see them begin, and not when the library has taken them. */
class MeasuredCall extends ServerInterceptingCall {
	readonly #record: Witness;
	#writes = 0;
	#begun = 0;

	constructor(record: Witness, ...rest: ConstructorParameters<typeof ServerInterceptingCall>) {
		super(...rest);
		this.#record = record;
	}

	override sendMessage(message: unknown, taken: () => void): void {
		const began = performance.now();
		const record = this.#record;
		this.#writes += 1;
		this.#begun += 1;
		const at = this.#begun;
		record.writes_at_once = Math.max(record.writes_at_once, this.#writes);
		super.sendMessage(message, () => {
			this.#writes -= 1;
			const took = rounded(performance.now() - began);
			if (took > record.longest_write_ms) {
				record.longest_write_ms = took;
				record.longest_write_at = at;
			}
			taken();
		});
	}
}

/** The calls that each connection has open. */
const openCalls = new WeakMap<object, Set<Witness>>();

/** Tells every call of the connection how many there are now. @returns how to leave. */
function enter(session: object | undefined, call: Witness): () => void {
	if (session === undefined) return () => {};
	const calls = openCalls.get(session) ?? new Set();
	openCalls.set(session, calls.add(call));
	for (const other of calls) other.calls_at_once = Math.max(other.calls_at_once, calls.size);
	return () => calls.delete(call);
}

/** The encodings of requests: grpc-js takes them out of the metadata that interceptors see. */
const encodings = new WeakMap<ServerHttp2Stream, string>();

/**
 * Witnesses the calls of methods whose paths are not known: grpc-js answers them before interceptors.
 *
 * @returns how to stop.
 */
export function witnessUnknownMethods(
	known: ReadonlyMap<string, unknown>,
	write: WriteWitness,
): () => void {
	return onStreamStart((stream, headers) => {
		const encoding = headers["grpc-encoding"];
		if (encoding !== undefined) encodings.set(stream, encoding);
		const path = headers[":path"] ?? "";
		if (!known.has(path)) {
			const record = witness(stream, path, timeoutOf(headers), write);
			record.cell = headers["x-interop-cell"] ?? null;
		}
	});
}

/** A record of the call that a stream carries, written once it is closed on both sides. */
function witness(
	stream: ServerHttp2Stream,
	method: string,
	left: number | null,
	write: WriteWitness,
): Witness {
	const socket = stream.session?.socket;
	const secure = socket instanceof TLSSocket;
	const name = secure && socket.authorized ? socket.getPeerCertificate().subject.CN : null;
	const record: Witness = {
		cell: null,
		method,
		tls: secure,
		peer: (Array.isArray(name) ? name[0] : name) ?? null,
		received: 0,
		sent: 0,
		deadline_ms: left,
		encoding: encodings.get(stream) ?? null,
		lasted_ms: 0,
		longest_write_ms: 0,
		longest_write_at: 0,
		writes_at_once: 0,
		calls_at_once: 1,
		ended: "UNKNOWN",
	};
	onCallEnd(stream, left, ({ status, ms }) => {
		record.lasted_ms = ms;
		record.ended = status;
		write(record);
	});
	return record;
}

function listOf(metadata: Metadata): [string, string[]][] {
	return Object.keys(metadata.getMap())
		.sort()
		.map((key) => [
			key,
			metadata
				.get(key)
				.map((value) => (typeof value === "string" ? value : value.toString("base64"))),
		]);
}
