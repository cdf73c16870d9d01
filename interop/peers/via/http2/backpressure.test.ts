import { once } from "node:events";
import { connect, createServer, type Http2Stream, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Http2Relay } from "../../../model/via.ts";
import { frameBytes } from "./frames.ts";
import { openHttp2Relay } from "./relay.ts";

const MEBIBYTE = 1024 * 1024;
const WAITING = 64;
/** Two windows of 64 KiB, what sockets and streams hold, and where messages are edited one or two of them. */
const MOST = 4 * MEBIBYTE;

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
	for (const clean of cleanUp.splice(0).reverse()) await clean();
});

/** One call through a relay with these edits: both ends of it. */
async function called(edits: Http2Relay) {
	const server = createServer();
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	cleanUp.push(() => server.close());
	const { port } = server.address() as AddressInfo;
	const relay = await openHttp2Relay({ bind: "127.0.0.1", server: `127.0.0.1:${port}`, edits });
	cleanUp.push(() => relay[Symbol.asyncDispose]());
	const session = connect(`http://127.0.0.1:${relay.port}`);
	session.on("error", () => {});
	cleanUp.push(() => session.destroy());
	const arrived = once(server, "stream");
	const client = session.request({ ":method": "POST", ":path": "/a" }, { endStream: false });
	const [stream] = (await arrived) as [ServerHttp2Stream];
	for (const end of [client, stream]) end.on("error", () => {});
	stream.respond({ ":status": 200 });
	await once(client, "response");
	return { client, server: stream };
}

/** Writes it all, message by message, each once the one before has gone; how much has gone so far. */
function writer(to: Http2Stream) {
	const message = frameBytes({ flag: 0, payload: Buffer.alloc(MEBIBYTE) });
	const progress = { bytes: 0 };
	const write = (left: number): void => {
		if (left === 0) return void to.end();
		to.write(message, () => {
			progress.bytes += message.length;
			write(left - 1);
		});
	};
	write(WAITING);
	return progress;
}

/** Resolves once nothing has gone for a while. */
async function standstill(progress: { readonly bytes: number }): Promise<void> {
	for (let [before, still] = [-1, 0]; still < 10; still += 1) {
		if (progress.bytes !== before) [before, still] = [progress.bytes, 0];
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

async function lengthOf(stream: Http2Stream): Promise<number> {
	let length = 0;
	for await (const chunk of stream as AsyncIterable<Buffer>) length += chunk.length;
	return length;
}

const whole = WAITING * (MEBIBYTE + 5);

for (const [what, edits] of [
	["as it is", {}],
	[
		"message by message",
		{
			request: { messages: [{ at: WAITING + 1, flag: 1 }] },
			response: { messages: [{ at: WAITING + 1, flag: 1 }] },
		},
	],
] satisfies [string, Http2Relay][]) {
	test(`what a client does not read stays with the server, passed on ${what}`, async () => {
		const { client, server } = await called(edits);
		const progress = writer(server);
		await standstill(progress);
		expect(progress.bytes).toBeLessThan(MOST);
		client.end();
		expect(await lengthOf(client)).toBe(whole);
	});

	test(`what a server does not read stays with the client, passed on ${what}`, async () => {
		const { client, server } = await called(edits);
		const progress = writer(client);
		await standstill(progress);
		expect(progress.bytes).toBeLessThan(MOST);
		expect(await lengthOf(server)).toBe(whole);
		server.end();
	});
}
