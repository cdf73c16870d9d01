import { once } from "node:events";
import {
	type ClientHttp2Session,
	type ClientHttp2Stream,
	connect,
	constants,
	createServer,
	type IncomingHttpHeaders,
	type OutgoingHttpHeaders,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Http2Relay } from "../../../model/via.ts";
import { frameBytes } from "./frames.ts";
import { openHttp2Relay } from "./relay.ts";

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
	for (const clean of cleanUp.splice(0).reverse()) await clean();
});

const message = (text: string) => frameBytes({ flag: 0, payload: Buffer.from(text) });

/** A server that answers with two messages, behind a relay with these edits. */
async function relayed(edits: Http2Relay) {
	const heard: IncomingHttpHeaders[] = [];
	const server = createServer();
	server.on("stream", (stream, headers) => {
		heard.push(headers);
		stream.on("error", () => {});
		stream.respond({ ":status": 200, "x-key": ["one", "two"] }, { waitForTrailers: true });
		stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
		stream.resume();
		stream.on("end", () => {
			stream.write(message("first"));
			stream.end(message("second"));
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	cleanUp.push(() => server.close());
	const port = (server.address() as AddressInfo).port;
	const relay = await openHttp2Relay({ bind: "127.0.0.1", server: `127.0.0.1:${port}`, edits });
	cleanUp.push(() => relay[Symbol.asyncDispose]());
	const session = connect(`http://127.0.0.1:${relay.port}`);
	session.on("error", () => {});
	cleanUp.push(() => session.destroy());
	return { heard, relay, session };
}

/** However it ends. */
function over(stream: ClientHttp2Stream): Promise<void> {
	return new Promise((resolve) => stream.once("close", () => resolve()));
}

/** What a client sees of one call. */
async function call(session: ClientHttp2Session, headers: OutgoingHttpHeaders = {}) {
	const stream = session.request({ ":method": "POST", ":path": "/a", ...headers });
	const seen = { headers: {}, trailers: {}, body: "", code: 0 };
	stream.on("error", () => {});
	stream.on("response", (all) => Object.assign(seen.headers, all));
	stream.on("trailers", (all) => Object.assign(seen.trailers, all));
	stream.on("data", (chunk) => {
		seen.body += chunk;
	});
	stream.end(message("request"));
	await over(stream);
	return { ...seen, code: stream.rstCode };
}

const BOTH = `${message("first")}${message("second")}`;

test("headers, messages and trailers pass, and are written down as they were", async () => {
	const { relay, session } = await relayed({});
	const seen = await call(session, { "x-interop-cell": "k1", "x-interop-call": "a" });
	expect(seen).toMatchObject({
		headers: { "x-key": "one, two" },
		body: BOTH,
		trailers: { "grpc-status": "0" },
		code: 0,
	});
	expect(relay.streams()).toMatchObject([
		{
			cell: "k1",
			call: "a",
			request: { flags: [0], bytes: 7, reset: null },
			response: { trailers: [["grpc-status", ["0"]]], flags: [0, 0], bytes: 11, reset: null },
		},
	]);
});

test("headers and trailers are set and removed, and what is written down is what was sent", async () => {
	const { heard, relay, session } = await relayed({
		request: { headers: { "x-gone": null, "x-set": "1" } },
		response: { headers: { "x-key": null }, trailers: { "grpc-status": "5" } },
	});
	const seen = await call(session, { "x-gone": "1" });
	expect(heard[0]).toMatchObject({ "x-set": "1" });
	expect(heard[0]).not.toHaveProperty("x-gone");
	expect(seen.headers).not.toHaveProperty("x-key");
	expect(seen.trailers).toMatchObject({ "grpc-status": "5" });
	expect(relay.streams()?.[0]?.request.headers).toContainEqual(["x-gone", ["1"]]);
	expect(relay.streams()?.[0]?.response.trailers).toEqual([["grpc-status", ["0"]]]);
});

test("a response is reset, ended or dropped after so many messages", async () => {
	const first = `${message("first")}`;
	const reset = await relayed({ response: { stop: { after: 1, reset: "INTERNAL_ERROR" } } });
	expect(await call(reset.session)).toMatchObject({ body: first, trailers: {}, code: 2 });
	const ended = await relayed({ response: { stop: { after: 1 } } });
	expect(await call(ended.session)).toMatchObject({ body: first, trailers: {}, code: 0 });
	const dropped = await relayed({ response: { stop: { after: 0, drop: true } } });
	const gone = once(dropped.session, "close");
	await call(dropped.session);
	await gone;
});

test("a response is reset once the client has half-closed, and no end of it is seen before", async () => {
	for (const [reset, code] of [
		["INTERNAL_ERROR", 2],
		["CANCEL", 8],
		["INADEQUATE_SECURITY", 12],
	] as const) {
		const { session } = await relayed({ response: { stop: { after: "half-close", reset } } });
		expect(await call(session)).toMatchObject({ body: "", code });
	}
});

test("the relay answers in the place of the server", async () => {
	const instead = { headers: { ":status": "503" }, body: "no" };
	const { heard, session } = await relayed({ response: { instead } });
	expect(await call(session)).toMatchObject({ headers: { ":status": 503 }, body: "no" });
	expect(heard).toEqual([]);
});

test("the first streams are refused, and the server never hears of them", async () => {
	const refuse = { streams: 1, code: "REFUSED_STREAM" } as const;
	const { heard, relay, session } = await relayed({ request: { refuse } });
	expect(await call(session)).toMatchObject({ code: constants.NGHTTP2_REFUSED_STREAM });
	expect(await call(session)).toMatchObject({ body: BOTH });
	expect([heard.length, relay.streams()?.length]).toEqual([1, 2]);
});

test("a client that tries again without end is dropped", async () => {
	const refuse = { streams: 1_000_000, code: "REFUSED_STREAM" } as const;
	const { relay, session } = await relayed({ request: { refuse } });
	const dropped = once(session, "close");
	let tries = 0;
	while (!session.destroyed && tries < 5_000) {
		tries += 100;
		await Promise.all(Array.from({ length: 100 }, () => call(session)));
	}
	await dropped;
	expect(relay.streams()).toHaveLength(2_000);
});

test("a goodbye names the last stream that was looked at", async () => {
	const goaway = { after: 2, code: "NO_ERROR", unprocessed: true } as const;
	const { heard, session } = await relayed({ goaway });
	const said = once(session, "goaway");
	await call(session);
	await call(session);
	expect((await said).slice(0, 2)).toEqual([constants.NGHTTP2_NO_ERROR, 1]);
	expect(heard).toHaveLength(1);
});

test("a client that cancels is heard of by the server, and written down", async () => {
	const { relay, session } = await relayed({});
	const stream = session.request({ ":method": "POST", ":path": "/a" }, { endStream: false });
	stream.on("error", () => {});
	await once(stream, "response");
	stream.close(constants.NGHTTP2_CANCEL);
	await over(stream);
	session.close();
	await relay.settled();
	expect(relay.streams()).toMatchObject([{ request: { reset: "CANCEL" } }]);
});
