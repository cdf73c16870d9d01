import type { EventEmitter } from "node:events";
import { status } from "@grpc/grpc-js";
import { expect, test, vi } from "vitest";
import { connect } from "../channel.ts";
import { getFeature } from "../get-feature.ts";
import { listFeatures } from "../list-features.ts";
import type { RouteGuideStub } from "../proto.ts";
import { recordRoute } from "../record-route.ts";
import { routeChat } from "../route-chat.ts";
import { startServer, type TestServer } from "./support/test-server.ts";

function stubFor(server: TestServer): RouteGuideStub & Disposable {
	const stub = connect({ address: server.address, tls: null });
	return Object.assign(stub, { [Symbol.dispose]: () => stub.close() });
}

/** Settles when the call's status is there; unlike events.once, also where it is an error. */
function over(call: EventEmitter): Promise<unknown> {
	return new Promise((resolve) => call.once("status", resolve));
}

test("getFeature resolves with the feature.", async () => {
	await using server = await startServer();
	using stub = stubFor(server);
	const feature = await getFeature(stub, { latitude: 1, longitude: -2 }).response;
	expect(feature).toEqual({ name: "here", location: { latitude: 1, longitude: -2 } });
});

test("getFeature rejects with the status.", async () => {
	await using server = await startServer({
		GetFeature: (_call, callback) => callback({ code: status.NOT_FOUND, details: "no such place" }),
	});
	using stub = stubFor(server);
	await expect(getFeature(stub, {}).response).rejects.toMatchObject({
		code: status.NOT_FOUND,
		details: "no such place",
	});
});

test("listFeatures gives every feature in order.", async () => {
	await using server = await startServer();
	using stub = stubFor(server);
	const names: string[] = [];
	for await (const feature of listFeatures(stub, { hi: { latitude: 100 } }).responses) {
		names.push(feature.name);
	}
	expect(names).toEqual(Array.from({ length: 100 }, (_, index) => `feature ${index}`));
});

test("Responses that are read only after the call has failed still end with its status.", async () => {
	await using server = await startServer({
		ListFeatures: (call) => {
			call.emit("error", { code: status.DATA_LOSS, details: "lost" });
		},
	});
	using stub = stubFor(server);
	const { call, responses } = listFeatures(stub, {});
	await over(call);
	await expect(responses.next()).rejects.toMatchObject({ code: status.DATA_LOSS });
});

test("A list that fails amid its features gives those before, and then its status.", async () => {
	const read = Promise.withResolvers<void>();
	await using server = await startServer({
		ListFeatures: async (call) => {
			for (const name of ["one", "two"]) call.write({ name });
			// The library may lose what comes together with a failure.
			await read.promise;
			call.emit("error", { code: status.DATA_LOSS, details: "lost" });
		},
	});
	using stub = stubFor(server);
	const names: string[] = [];
	const reading = async () => {
		for await (const { name } of listFeatures(stub, {}).responses) {
			names.push(name);
			if (names.length === 2) read.resolve();
		}
	};
	await expect(reading()).rejects.toMatchObject({ code: status.DATA_LOSS, details: "lost" });
	expect(names).toEqual(["one", "two"]);
});

test("Leaving the loop over responses early cancels the call.", async () => {
	const cancelled = Promise.withResolvers<string>();
	await using server = await startServer({
		ListFeatures: (call) => {
			call.on("cancelled", () => cancelled.resolve("cancelled"));
			call.write({ name: "the first of a call without end" });
		},
	});
	using stub = stubFor(server);
	for await (const _feature of listFeatures(stub, {}).responses) break;
	expect(await cancelled.promise).toBe("cancelled");
});

test("recordRoute resolves with the summary of what was sent.", async () => {
	await using server = await startServer();
	using stub = stubFor(server);
	const route = recordRoute(stub);
	for (let point = 0; point < 100; point += 1) await route.send({ latitude: point });
	route.halfClose();
	expect(await route.response).toMatchObject({ point_count: 100, distance: 0 });
});

test("Sending to a call that the server has ended settles, and its response tells why.", async () => {
	await using server = await startServer({
		RecordRoute: (_call, callback) =>
			callback({ code: status.RESOURCE_EXHAUSTED, details: "full" }),
	});
	using stub = stubFor(server);
	const route = recordRoute(stub);
	await over(route.call);
	for (let point = 0; point < 100; point += 1) await route.send({});
	await expect(route.response).rejects.toMatchObject({ code: status.RESOURCE_EXHAUSTED });
});

test("send waits for a server that does not read, and is released by the call's end.", async () => {
	await using server = await startServer({ RouteChat: () => {} });
	using stub = stubFor(server);
	const message = "x".repeat(1 << 20);
	const started = Date.now();
	const chat = routeChat(stub, undefined, { deadline: started + 300 });
	for (let note = 0; note < 20; note += 1) await chat.send({ message });
	expect(Date.now() - started).toBeGreaterThanOrEqual(250);
	await expect(chat.responses.next()).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
});

test("A send that flow control holds back is released where the server ends the call.", async () => {
	const end = Promise.withResolvers<void>();
	await using server = await startServer({
		RouteChat: async (call) => {
			await end.promise;
			call.emit("error", { code: status.RESOURCE_EXHAUSTED, details: "full" });
		},
	});
	using stub = stubFor(server);
	const chat = routeChat(stub);
	const message = "x".repeat(1 << 20);
	let sent = 0;
	const sending = (async () => {
		for (; sent < 100; sent += 1) await chat.send({ message });
	})();
	const { writableHighWaterMark } = chat.call;
	await vi.waitUntil(() => chat.call.writableLength >= writableHighWaterMark, { timeout: 30_000 });
	expect(sent).toBeLessThan(100);
	end.resolve();
	await sending;
	expect(sent).toBe(100);
	await expect(chat.responses.next()).rejects.toMatchObject({ code: status.RESOURCE_EXHAUSTED });
});

test("routeChat answers in lock-step, before it is half-closed.", async () => {
	await using server = await startServer();
	using stub = stubFor(server);
	const { send, halfClose, responses } = routeChat(stub);
	for (const message of ["one", "two", ""]) {
		await send({ message });
		expect((await responses.next()).value).toEqual({ location: null, message });
	}
	halfClose();
	expect((await responses.next()).done).toBe(true);
});
