/** Calls of any method in any mode, whose messages are bytes as they go over the wire. */
import { callbackPromise, responsesOf, sendTo } from "../call-shapes.ts";
import { eachOf, type Method, once, ROOM } from "./methods.ts";
import { brief, type JsonObject } from "./shape.ts";
import type { RawMode } from "./step.ts";
import { StepError } from "./step-error.ts";

type Bytes = Readonly<{ base64: string }>;

/** A method by its path, with no serializer between the script and the wire. Errors: {@link StepError}. */
export function rawMethod(path: string, mode: RawMode): Method {
	if (!path.startsWith("/")) {
		throw new StepError(`raw: expected a path with a leading slash, got "${path}"`);
	}
	return RAW[mode](path);
}

const RAW: Readonly<Record<RawMode, (path: string) => Method>> = {
	unary: (path) => ({
		sends: "once",
		start: (stub, message, metadata, options) => {
			const { promise, callback } = callbackPromise<Bytes>();
			const call = stub.makeUnaryRequest(
				path,
				written,
				read,
				bytesOf(message),
				metadata,
				options,
				callback,
			);
			return { call, read: once(promise), send: null, halfClose: () => {} };
		},
	}),
	server_streaming: (path) => ({
		sends: "once",
		start: (stub, message, metadata, options, gate) => {
			const call = stub.makeServerStreamRequest(path, written, read, bytesOf(message), metadata, {
				...options,
				...gate.options,
			});
			return {
				call,
				read: eachOf(gate, responsesOf(call)),
				send: null,
				halfClose: () => {},
			};
		},
	}),
	client_streaming: (path) => ({
		sends: "many",
		start: (stub, metadata, options) => {
			const { promise, callback } = callbackPromise<Bytes>();
			const call = stub.makeClientStreamRequest(path, written, read, metadata, options, callback);
			const send = sendTo(call);
			return {
				call,
				read: once(promise),
				send: (message, taken) => send(bytesOf(message), { room: ROOM, taken }),
				halfClose: () => void call.end(),
			};
		},
	}),
	bidirectional_streaming: (path) => ({
		sends: "many",
		start: (stub, metadata, options, gate) => {
			const call = stub.makeBidiStreamRequest(path, written, read, metadata, {
				...options,
				...gate.options,
			});
			const send = sendTo(call);
			return {
				call,
				read: eachOf(gate, responsesOf(call)),
				send: (message, taken) => send(bytesOf(message), { room: ROOM, taken }),
				halfClose: () => void call.end(),
			};
		},
	}),
};

function bytesOf(message: JsonObject): Bytes {
	const { base64, ...more } = message;
	// Buffer takes any text for base64, and leaves out what is none.
	if (
		typeof base64 === "string" &&
		Object.keys(more).length === 0 &&
		Buffer.from(base64, "base64").toString("base64") === base64
	) {
		return { base64 };
	}
	throw new StepError(`expected the message {"base64":BYTES} of a raw call, got ${brief(message)}`);
}

function written({ base64 }: Bytes): Buffer {
	return Buffer.from(base64, "base64");
}

function read(bytes: Buffer): Bytes {
	return { base64: bytes.toString("base64") };
}
