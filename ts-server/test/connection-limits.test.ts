/** How long connections last, as their clients see it. */
import { once } from "node:events";
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from "node:http2";
import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { checkFlags } from "../options.ts";
import { Conversation, getFeature, note } from "./calls.ts";
import { ended, framesOf, openConnection, TYPE } from "./raw-frames.ts";
import { type Running, running } from "./running.ts";
import { runToEnd } from "./spawned.ts";

const NONE = {
	keepaliveTimeMs: Number.POSITIVE_INFINITY,
	keepaliveTimeoutMs: Number.POSITIVE_INFINITY,
	maxConnectionIdleMs: Number.POSITIVE_INFINITY,
	maxConnectionAgeMs: Number.POSITIVE_INFINITY,
	maxConnectionAgeGraceMs: Number.POSITIVE_INFINITY,
};

/** A connection of Node's own, which answers pings and hears of GOAWAY. */
function session({ address }: Running): ClientHttp2Session {
	return connect(`http://${address}`).on("error", () => {});
}

/** A call that lasts, on that connection. */
function openCall(on: ClientHttp2Session) {
	const call = on.request({
		":method": "POST",
		":path": "/routeguide.RouteGuide/RouteChat",
		"content-type": "application/grpc",
		te: "trailers",
	});
	return call.on("error", () => {});
}

/** The status that it ends with: of an answer without messages, the headers have it. */
function statusAfter(call: ClientHttp2Stream): Promise<number> {
	return new Promise((resolve) => {
		for (const event of ["response", "trailers"]) {
			call.on(event, ({ "grpc-status": code }) => {
				if (code !== undefined) resolve(Number(code));
			});
		}
	});
}

test("a connection without calls is closed, with GOAWAY; one with a call is not", async () => {
	await using server = await running({ connections: { ...NONE, maxConnectionIdleMs: 200 } });
	const conversation = new Conversation(server.client);
	await conversation.say(note(1, 1, "a"), 0);
	await conversation.say(note(1, 1, "b"), 1);
	const idle = session(server);
	const closed = once(idle, "close");
	const [code] = await once(idle, "goaway");
	expect(code).toBe(constants.NGHTTP2_NO_ERROR);
	await closed;
	expect(await conversation.say(note(1, 1, "c"), 2)).toEqual(["a", "b"]);
	await conversation.end();
	expect((await conversation.status).code).toBe(status.OK);
	// Its connection is closed as well now, and the library makes another.
	expect((await getFeature(server.client, {})).name).toBe("");
});

test("an old connection takes no more calls, and the running ones go on", async () => {
	await using server = await running({ connections: { ...NONE, maxConnectionAgeMs: 200 } });
	const old = session(server);
	const call = openCall(old);
	const [code, , reason] = await once(old, "goaway");
	expect([code, String(reason)]).toEqual([constants.NGHTTP2_NO_ERROR, "max_age"]);
	const closed = once(old, "close");
	expect(await statusAfter(call.end().resume())).toBe(status.OK);
	await closed;
});

test("a connection that is much too old is closed, whatever runs", async () => {
	await using server = await running({
		connections: { ...NONE, maxConnectionAgeMs: 100, maxConnectionAgeGraceMs: 100 },
	});
	const old = session(server);
	const call = openCall(old);
	const over = new Promise((resolve) => call.once("close", resolve));
	await once(old, "goaway");
	await over;
	expect(old.destroyed).toBe(true);
});

test("connections are pinged, and last as long as they answer", async () => {
	await using server = await running({ connections: { ...NONE, keepaliveTimeMs: 50 } });
	const answering = session(server);
	for (const _ of [1, 2, 3]) await once(answering, "ping");
	expect(answering.closed).toBe(false);
	answering.destroy();
});

test("a connection that does not answer a ping is closed", async () => {
	await using server = await running({
		connections: { ...NONE, keepaliveTimeMs: 50, keepaliveTimeoutMs: 50 },
	});
	const silent = openConnection(server);
	const over = ended(silent);
	const types: number[] = [];
	for await (const { type } of framesOf(silent)) types.push(type);
	expect(types).toContain(TYPE.ping);
	await over;
});

test("a response larger than may be sent is RESOURCE_EXHAUSTED, and the connection stays usable", async () => {
	await using server = await running({ maxSendBytes: 30 });
	const berkshire = { latitude: 409_146_138, longitude: -746_188_906 };
	await expect(getFeature(server.client, berkshire)).rejects.toMatchObject({
		code: status.RESOURCE_EXHAUSTED,
	});
	expect((await getFeature(server.client, {})).name).toBe("");
});

test.each([
	[
		"--keepalive_timeout_ms",
		"--keepalive_timeout_ms without --keepalive_time_ms; add --keepalive_time_ms, or leave it out",
	],
	[
		"--max_connection_age_grace_ms",
		"--max_connection_age_grace_ms without --max_connection_age_ms; add --max_connection_age_ms, or leave it out",
	],
])("%s alone is refused: nothing would come of it", async (flag, line) => {
	expect(await runToEnd(flag, "1000")).toEqual({
		exitCode: 2,
		stdout: "",
		stderr: `ts-server: ${line}`,
	});
});

test("the command has a flag for each of them", () => {
	const flags = {
		keepalive_time_ms: "1",
		keepalive_timeout_ms: "2",
		max_connection_idle_ms: "3",
		max_connection_age_ms: "4",
		max_connection_age_grace_ms: "5",
		max_send_bytes: "6",
	};
	expect(checkFlags(flags)).toMatchObject({
		connections: {
			keepaliveTimeMs: 1,
			keepaliveTimeoutMs: 2,
			maxConnectionIdleMs: 3,
			maxConnectionAgeMs: 4,
			maxConnectionAgeGraceMs: 5,
		},
		maxSendBytes: 6,
	});
	// Further on, timers fire at once.
	expect(() => checkFlags({ max_connection_age_ms: "2147483647" })).toThrow("to 1000000000");
});
