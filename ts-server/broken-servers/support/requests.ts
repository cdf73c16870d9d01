/** Faults in how a server reads requests of HTTP/2 in plaintext: between Node and grpc-js. */
import http2, {
	type IncomingHttpHeaders,
	type OutgoingHttpHeaders,
	type ServerHttp2Stream,
} from "node:http2";
import type { status } from "@grpc/grpc-js";

type StreamListener = (
	stream: ServerHttp2Stream,
	headers: IncomingHttpHeaders,
	...rest: unknown[]
) => void;

/** From now on, servers of this process get other headers than came; null: the fault has answered. */
export function requestsWith(
	change: (headers: IncomingHttpHeaders, stream: ServerHttp2Stream) => IncomingHttpHeaders | null,
): void {
	const { createServer } = http2;
	http2.createServer = ((options: http2.ServerOptions) => {
		const server = createServer(options);
		const on = server.on.bind(server) as (event: string, listener: unknown) => typeof server;
		const changed = (listener: StreamListener): StreamListener => {
			return (stream, headers, ...rest) => {
				const read = change(headers, stream);
				if (read !== null) listener(stream, read, ...rest);
			};
		};
		server.on = ((event: string, listener: StreamListener) =>
			on(event, event === "stream" ? changed(listener) : listener)) as typeof server.on;
		return server;
	}) as typeof createServer;
}

/** Answers with headers and no more, whatever else the request brings. @returns null, for `requestsWith`. */
export function answer(stream: ServerHttp2Stream, headers: OutgoingHttpHeaders): null {
	stream.respond(headers, { endStream: true });
	stream.resume();
	return null;
}

/** Answers with a status and no more. @returns null, for `requestsWith`. */
export function refuse(stream: ServerHttp2Stream, code: status): null {
	const headers = { ":status": 200, "content-type": "application/grpc" };
	return answer(stream, { ...headers, "grpc-status": code });
}

/** A message as it came: its flag, four bytes of length and the payload. */
type Frame = Buffer;
const HEADER = 5;

export interface Reading {
	/** A message in the stead of the one that came; `before`: how many came earlier. Null: none, the call is answered. */
	readonly message?: (frame: Frame, before: number) => Frame | null;
	/** What is read at the end in the stead of what is left of a message; `before`: how many came whole. */
	readonly rest?: (left: Buffer, before: number) => Buffer;
}

/** Changes the messages that arrive on a stream. */
export function messagesWith(stream: ServerHttp2Stream, { message, rest }: Reading): void {
	const push = stream.push.bind(stream);
	let left = Buffer.alloc(0);
	let count = 0;
	stream.push = (chunk: Buffer | null) => {
		if (chunk === null) {
			push(rest?.(left, count) ?? left);
			return push(null);
		}
		left = Buffer.concat([left, chunk]);
		let wanted = true;
		while (left.length >= HEADER && left.length >= HEADER + left.readUInt32BE(1)) {
			const frame = left.subarray(0, HEADER + left.readUInt32BE(1));
			left = left.subarray(frame.length);
			wanted = push((message ? message(frame, count) : frame) ?? Buffer.alloc(0));
			count += 1;
		}
		return wanted;
	};
}

/** A message of these bytes, not compressed. */
export function frameOf(payload: Buffer): Frame {
	const header = Buffer.alloc(HEADER);
	header.writeUInt32BE(payload.length, 1);
	return Buffer.concat([header, payload]);
}
