/** What becomes of calls that run on when the server is told to end. */
import { once } from "node:events";
import {
	credentials,
	Server,
	ServerCredentials,
	type ServerWritableStream,
	type StatusObject,
	status,
} from "@grpc/grpc-js";
import { expect, test } from "vitest";
import type { Feature } from "../../proto/generated/routeguide/Feature.ts";
import type { Rectangle__Output } from "../../proto/generated/routeguide/Rectangle.ts";
import { OpenCalls } from "../open-calls.ts";
import { Conversation, drained, note } from "./calls.ts";
import { refusing } from "./refusing.ts";
import { RouteGuide } from "./running.ts";
import { type Spawned, spawned } from "./spawned.ts";
import { writeDatabase } from "./temporary-files.ts";

type Listing = ServerWritableStream<Rectangle__Output, Feature>;
const OVER = { code: status.UNAVAILABLE, details: "the server is shutting down" };
const LONG = "x".repeat(65_536);
const EVERYWHERE = { lo: { latitude: 0, longitude: 0 }, hi: { latitude: 0, longitude: 1000 } };

/** A chat that the server has begun. */
async function begun(server: Spawned): Promise<Conversation> {
	const conversation = new Conversation(server.client);
	await conversation.say(note(1, 1, "a"), 0);
	await conversation.say(note(1, 1, "b"), 1);
	return conversation;
}

test("calls that still run when their time is over end with UNAVAILABLE; one line says how many, and exit 1", async () => {
	await using server = await spawned("--drain_timeout_ms", "300");
	const conversations = [await begun(server), await begun(server)];
	server.signal("SIGTERM");
	for (const conversation of conversations) {
		expect(await conversation.status).toMatchObject(OVER);
	}
	expect(await server.ended).toMatchObject({
		exitCode: 1,
		stderr: "ts-server: --drain_timeout_ms 300 is over: 2 running calls were ended",
	});
});

test("calls run on while the server ends where its connections were pinged as well", async () => {
	await using server = await spawned("--drain_timeout_ms", "600", "--keepalive_time_ms", "50");
	const conversation = await begun(server);
	server.signal("SIGTERM");
	expect(await conversation.status).toMatchObject(OVER);
	expect((await server.ended).exitCode).toBe(1);
});

test("no time at all is a time", async () => {
	await using server = await spawned("--drain_timeout_ms", "0");
	const conversation = await begun(server);
	server.signal("SIGTERM");
	expect(await conversation.status).toMatchObject(OVER);
	expect(await server.ended).toMatchObject({
		exitCode: 1,
		stderr: "ts-server: --drain_timeout_ms 0 is over: 1 running call was ended",
	});
});

test("calls that end in time end well, and so does the server, without waiting for the rest of it", async () => {
	await using server = await spawned("--drain_timeout_ms", "2000000");
	const conversation = await begun(server);
	server.signal("SIGTERM");
	await conversation.end();
	expect((await conversation.status).code).toBe(status.OK);
	expect(await server.ended).toMatchObject({ exitCode: 0, stderr: "" });
});

test("another signal does not wait for the time", async () => {
	await using server = await spawned("--drain_timeout_ms", "2000000");
	const conversation = await begun(server);
	server.signal("SIGTERM");
	await refusing(server);
	server.signal("SIGINT");
	expect(await server.ended).toMatchObject({ exitCode: 130, stderr: "" });
	expect((await conversation.status).code).not.toBe(status.OK);
});

test("a client that does not read does not keep the server", async () => {
	const features = Array.from({ length: 30 }, (_, longitude) => ({
		location: { latitude: 0, longitude },
		name: LONG,
	}));
	using file = writeDatabase(features);
	await using server = await spawned("--json_db_file", file.path, "--drain_timeout_ms", "100");
	const call = server.client.ListFeatures(EVERYWHERE);
	// Listening to its messages would read them.
	const over = new Promise<StatusObject>((resolve) => call.pause().once("status", resolve));
	call.on("error", () => {});
	await once(call, "readable");
	server.signal("SIGTERM");
	expect(await server.ended).toMatchObject({
		exitCode: 1,
		stderr: "ts-server: --drain_timeout_ms 100 is over: 1 running call was ended",
	});
	// Its stream is reset and its connection closed, and either may come first.
	expect([status.CANCELLED, status.UNAVAILABLE]).toContain((await over).code);
});

test("who reads on is told why its call has ended, whatever the handler goes on to write", async () => {
	const calls = new OpenCalls();
	const server = new Server({ interceptors: [calls.interceptor] });
	const never = () => {
		throw new Error("not called");
	};
	server.addService(RouteGuide.service, {
		GetFeature: never,
		RecordRoute: never,
		RouteChat: never,
		ListFeatures: async (call: Listing) => {
			for (let index = 0; index < 1000 && !call.cancelled; index += 1) {
				// Where the client does not read, this is what it waits for.
				if (!call.write({ name: LONG })) await once(call, "drain");
			}
		},
	});
	const port = await new Promise<number>((resolve) =>
		server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_, bound) =>
			resolve(bound),
		),
	);
	const client = new RouteGuide(`127.0.0.1:${port}`, credentials.createInsecure());
	const call = client.ListFeatures(EVERYWHERE).pause();
	await once(call, "readable");
	expect([calls.running, calls.end(OVER)]).toEqual([1, 1]);
	const { messages, status: end } = await drained(call);
	expect(end).toMatchObject(OVER);
	expect(messages.length).toBeLessThan(1000);
	await calls.none();
	client.close();
	server.forceShutdown();
});
