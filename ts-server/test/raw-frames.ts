/** HTTP/2 by hand, for what no library would send. Frames: RFC 9113; fields: RFC 7541. */
import { connect, type Socket } from "node:net";
import type { Running } from "./running.ts";
import type { Spawned } from "./spawned.ts";

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
export const TYPE = {
	data: 0,
	headers: 1,
	priority: 2,
	rstStream: 3,
	settings: 4,
	pushPromise: 5,
	ping: 6,
	goaway: 7,
	windowUpdate: 8,
	continuation: 9,
} as const;
const ACK = 1;
export const END_STREAM = 1;
export const END_HEADERS = 4;

/** One frame. */
export function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
	const head = Buffer.alloc(9);
	head.writeUIntBE(payload.length, 0, 3);
	head[3] = type;
	head[4] = flags;
	head.writeUInt32BE(stream, 5);
	return Buffer.concat([head, payload]);
}

/** One field, as it stands and not to be remembered; name and value shorter than 127 bytes. */
export function field(name: string, value: string): Buffer {
	const text = (bytes: string) => Buffer.from(`${String.fromCharCode(bytes.length)}${bytes}`);
	return Buffer.concat([Buffer.from([0]), text(name), text(value)]);
}

/** The fields of a correct request. */
export function requestFields(method: string): Buffer {
	return Buffer.concat([
		field(":method", "POST"),
		field(":scheme", "http"),
		field(":path", `/routeguide.RouteGuide/${method}`),
		field(":authority", "localhost"),
		field("content-type", "application/grpc"),
		field("te", "trailers"),
	]);
}

export const SETTINGS = frame(TYPE.settings, 0, 0, Buffer.alloc(0));

/** A connection on which nothing has been said. */
export function silentConnection(server: Running | Spawned): Socket {
	const address = "ready" in server ? String(server.ready.listening) : server.address;
	const socket = connect(Number(address.slice(address.lastIndexOf(":") + 1)), "127.0.0.1");
	// The server may end it amid what is sent.
	return socket.on("error", () => {});
}

/** A connection that has said what each begins with. */
export function openConnection(server: Running | Spawned): Socket {
	const socket = silentConnection(server);
	socket.write(Buffer.concat([PREFACE, SETTINGS]));
	return socket;
}

/** Resolves once the other end has ended the connection. */
export function ended(socket: Socket): Promise<void> {
	return new Promise((resolve) => {
		if (socket.destroyed) return resolve();
		socket.resume().on("end", () => socket.destroy());
		socket.on("close", () => resolve());
	});
}

/** Resolves once more can be written, or nothing more need be. */
export function writable(socket: Socket): Promise<void> {
	return new Promise((resolve) => {
		if (socket.destroyed) return resolve();
		const done = () => {
			socket.off("drain", done).off("close", done);
			resolve();
		};
		socket.on("drain", done).on("close", done);
	});
}

/** Resolves once the server has worked through all that was sent, true; or has ended the connection, false. */
export function workedThrough(socket: Socket): Promise<boolean> {
	const mark = Buffer.from("all done");
	const answer = frame(TYPE.ping, ACK, 0, mark);
	let received = Buffer.alloc(0);
	return new Promise((resolve) => {
		socket.on("data", (chunk: Buffer) => {
			received = Buffer.concat([received, chunk]);
			if (received.includes(answer)) resolve(true);
		});
		socket.on("end", () => socket.destroy());
		socket.on("close", () => resolve(false));
		socket.write(frame(TYPE.ping, 0, 0, mark));
	});
}

/** The frames that the other end sends, until it ends. */
export async function* framesOf(
	socket: Socket,
): AsyncGenerator<{ readonly type: number; readonly flags: number; readonly stream: number }> {
	let rest = Buffer.alloc(0);
	for await (const chunk of socket) {
		rest = Buffer.concat([rest, chunk as Buffer]);
		while (rest.length >= 9 && rest.length >= 9 + rest.readUIntBE(0, 3)) {
			yield { type: rest.readUInt8(3), flags: rest.readUInt8(4), stream: rest.readUInt32BE(5) };
			rest = rest.subarray(9 + rest.readUIntBE(0, 3));
		}
	}
}
