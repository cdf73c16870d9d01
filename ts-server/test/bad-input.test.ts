/** What hostile or broken clients send: each is bounded, and nobody else notices. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Conversation, getFeature, note } from "./calls.ts";
import {
	END_HEADERS,
	END_STREAM,
	ended,
	field,
	frame,
	openConnection,
	requestFields,
	SETTINGS,
	silentConnection,
	TYPE,
	workedThrough,
	writable,
} from "./raw-frames.ts";
import { type Spawned, spawned } from "./spawned.ts";

const MB = 1e6;
const HERSHEY = { latitude: 409_146_138, longitude: -746_188_906 };

/** Resident, of the server's process. Source: proc(5). */
function resident(server: Spawned): number {
	const status = readFileSync(`/proc/${server.ready.pid}/status`, "utf8");
	return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

async function stillServes(server: Spawned): Promise<void> {
	expect((await getFeature(server.client, HERSHEY)).name).toContain("Berkshire Valley");
}

test("a hundred thousand streams, opened and reset at once, twice: the second time costs no more memory", async () => {
	// In a narrow heap: what nobody needs is collected soon, and what is kept shows.
	vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=96 --max-semi-space-size=8");
	await using server = await spawned();
	vi.unstubAllEnvs();
	// Beyond a thousand at once, Node ends the connection.
	const [connections, each] = [125, 800];
	const cancel = Buffer.from([0, 0, 0, 8]);
	const streams = Array.from({ length: each }, (_, index) => [
		frame(TYPE.headers, END_HEADERS, 2 * index + 1, requestFields("RouteChat")),
		frame(TYPE.rstStream, 0, 2 * index + 1, cancel),
	]);
	const all = Buffer.concat(streams.flat());
	const round = async () => {
		for (let index = 0; index < connections; index += 1) {
			const socket = openConnection(server);
			socket.write(all);
			expect(await workedThrough(socket)).toBe(true);
			socket.destroy();
		}
		return resident(server);
	};
	const first = await round();
	expect((await round()) - first).toBeLessThan(30 * MB);
	await stillServes(server);
}, 300_000);

test("who opens and resets without end on one connection loses it", async () => {
	const socket = openConnection(shared);
	const over = ended(socket);
	for (let stream = 1; !socket.destroyed; stream += 2) {
		const cancelled = [
			frame(TYPE.headers, END_HEADERS, stream, requestFields("RouteChat")),
			frame(TYPE.rstStream, 0, stream, Buffer.from([0, 0, 0, 8])),
		];
		if (!socket.write(Buffer.concat(cancelled))) await writable(socket);
		if (stream % 200 === 1) await new Promise(setImmediate);
	}
	await over;
	await stillServes(shared);
});

test("headers without an end cost the connection, and no memory", async () => {
	await using server = await spawned();
	const before = resident(server);
	const socket = openConnection(server);
	const over = ended(socket);
	socket.write(frame(TYPE.headers, 0, 1, requestFields("GetFeature")));
	const more = Array.from({ length: 100 }, () => field("x-filler", "x".repeat(100)));
	const part = frame(TYPE.continuation, 0, 1, Buffer.concat(more));
	while (!socket.destroyed) {
		if (!socket.write(part)) await writable(socket);
		await new Promise(setImmediate);
	}
	await over;
	expect(resident(server) - before).toBeLessThan(100 * MB);
	await stillServes(server);
});

test("headers of a megabyte, in as many frames as that takes, cost the connection", async () => {
	const socket = openConnection(shared);
	const over = ended(socket);
	const more = Array.from({ length: 140 }, (_, index) => field(`x-${index}`, "x".repeat(110)));
	socket.write(frame(TYPE.headers, END_STREAM, 1, requestFields("GetFeature")));
	for (let index = 0; index < 64; index += 1) {
		const last = index === 63 ? END_HEADERS : 0;
		socket.write(frame(TYPE.continuation, last, 1, Buffer.concat(more)));
	}
	await over;
	await stillServes(shared);
});

let shared: Spawned;
beforeAll(async () => {
	shared = await spawned();
});
afterAll(() => shared[Symbol.asyncDispose]());

const MALFORMED: readonly (readonly [string, readonly Buffer[]])[] = [
	["a frame longer than was agreed on", [frame(TYPE.data, 0, 1, Buffer.alloc(100_000))]],
	["a field block that cannot be read", [frame(TYPE.headers, 5, 1, Buffer.alloc(20, 0xff))]],
	["DATA of a stream that nobody has opened", [frame(TYPE.data, 0, 7, Buffer.alloc(5))]],
	["DATA of the connection", [frame(TYPE.data, 0, 0, Buffer.alloc(5))]],
	["SETTINGS of five bytes", [frame(TYPE.settings, 0, 0, Buffer.alloc(5))]],
	["a window beyond its bound", Array(2).fill(windowUpdate(0, 2 ** 31 - 1))],
	["a promise, which only servers make", [frame(TYPE.pushPromise, 4, 1, Buffer.alloc(8))]],
	["what goes on with nothing", [frame(TYPE.continuation, 4, 1, requestFields("GetFeature"))]],
];
test.each(MALFORMED)("%s costs the connection, and nobody else's calls", async (_, frames) => {
	const conversation = new Conversation(shared.client);
	await conversation.say(note(1, 1, "a"), 0);
	await conversation.say(note(1, 1, "b"), 1);
	const socket = openConnection(shared);
	const over = ended(socket);
	socket.write(Buffer.concat(frames));
	await over;
	await conversation.say(note(1, 1, "c"), 2);
	conversation.end();
	expect((await conversation.status).code).toBe(status.OK);
	await stillServes(shared);
});

test("another protocol is hung up on", async () => {
	const socket = silentConnection(shared);
	const over = ended(socket);
	socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
	await over;
	await stillServes(shared);
});

test("hundreds of clients that say nothing, half a preface or half a message keep nobody waiting", async () => {
	const half = Buffer.concat([Buffer.from([0, 0, 0, 1, 0]), Buffer.alloc(10)]);
	const sockets = Array.from({ length: 300 }, (_, index) => {
		if (index % 3 === 0) return silentConnection(shared);
		if (index % 3 === 1) {
			const socket = silentConnection(shared);
			socket.write("PRI * HTTP/2.0\r\n");
			return socket;
		}
		const socket = openConnection(shared);
		socket.write(frame(TYPE.headers, END_HEADERS, 1, requestFields("GetFeature")));
		socket.write(Buffer.concat([frame(TYPE.data, 0, 1, half), SETTINGS]));
		return socket;
	});
	await Promise.all(sockets.map((socket) => socket.connecting && once(socket, "connect")));
	await stillServes(shared);
	for (const socket of sockets) socket.destroy();
	await stillServes(shared);
});

function windowUpdate(stream: number, by: number): Buffer {
	const increment = Buffer.alloc(4);
	increment.writeUInt32BE(by);
	return frame(TYPE.windowUpdate, 0, stream, increment);
}
