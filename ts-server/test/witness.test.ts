import { Metadata, status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { chat, drained, getFeature, listFeatures, note, recordRoute } from "./calls.ts";
import { callRaw, framed } from "./raw-call.ts";
import { running } from "./running.ts";

/** What a registered method's call is told to have brought: at least what grpc-js sends by itself. */
const metadata = expect.arrayContaining([["user-agent", [expect.any(String)]]]);
const base = {
	tls: false,
	peer: null,
	cell: null,
	deadline_ms: null,
	encoding: null,
	lasted_ms: expect.any(Number),
	longest_write_ms: expect.any(Number),
	longest_write_at: expect.any(Number),
	writes_at_once: expect.any(Number),
	calls_at_once: 1,
	ended: "OK",
};
const path = (method: string) => `/routeguide.RouteGuide/${method}`;

test("every mode's calls are counted, one line each", async () => {
	await using server = await running({ witness: true, behaviour: "go" });
	const marked = new Metadata();
	marked.set("x-interop-cell", "k412");
	await new Promise((resolve) => server.client.GetFeature({}, marked, resolve));
	expect(await server.witnesses.next()).toEqual({
		...base,
		metadata: expect.arrayContaining([["x-interop-cell", ["k412"]]]),
		cell: "k412",
		method: path("GetFeature"),
		received: 1,
		sent: 1,
	});
	const world = {
		lo: { latitude: 42e7, longitude: -75e7 },
		hi: { latitude: 40e7, longitude: -73e7 },
	};
	await listFeatures(server.client, world);
	await recordRoute(server.client, [{}, {}, {}]);
	await chat(server.client, [note(1, 1, "a"), note(1, 1, "b")]);
	expect([
		await server.witnesses.next(),
		await server.witnesses.next(),
		await server.witnesses.next(),
	]).toEqual([
		{ ...base, metadata, method: path("ListFeatures"), received: 1, sent: 100 },
		{ ...base, metadata, method: path("RecordRoute"), received: 3, sent: 1 },
		{ ...base, metadata, method: path("RouteChat"), received: 2, sent: 3 },
	]);
	await server.drain();
	expect(server.witnesses.unread).toBe(0);
});

test("what was left of the deadline is noted, and that it passed, though Node half-closes then", async () => {
	await using server = await running({ witness: true });
	// Connected before, so that the deadline is not spent on that.
	await getFeature(server.client, {});
	await server.witnesses.next();
	const late = Array.from({ length: 20 }, () => {
		const call = server.client.RouteChat(new Metadata(), { deadline: Date.now() + 800 });
		return drained(call);
	});
	for (const end of late) expect((await end).status.code).toBe(status.DEADLINE_EXCEEDED);
	for (const _ of late) {
		const witness = await server.witnesses.next();
		expect(witness).toMatchObject({ method: path("RouteChat"), ended: "DEADLINE_EXCEEDED" });
		expect(witness.deadline_ms).toBeGreaterThan(0);
		expect(witness.deadline_ms).toBeLessThanOrEqual(800);
	}
});

test("the server's own deadline is noted where the client does not mind it", async () => {
	await using server = await running({ witness: true });
	const { code } = await callRaw(server, {
		method: "RouteChat",
		body: framed(Buffer.alloc(0)),
		headers: { "grpc-timeout": "80m" },
		staysOpen: true,
	});
	expect(code).toBe(status.DEADLINE_EXCEEDED);
	expect((await server.witnesses.next()).ended).toBe("DEADLINE_EXCEEDED");
});

test("a client that cancels with a long deadline is CANCELLED", async () => {
	await using server = await running({ witness: true });
	const call = server.client.RouteChat(new Metadata(), { deadline: Date.now() + 60_000 });
	const rest = drained(call);
	call.write(note(1, 1, "a"));
	call.write(note(1, 1, "b"));
	await new Promise((resolve) => call.once("data", resolve));
	call.cancel();
	expect((await rest).status.code).toBe(status.CANCELLED);
	expect(await server.witnesses.next()).toMatchObject({ received: 2, sent: 1, ended: "CANCELLED" });
});

test("a chat that is cancelled before its first note is CANCELLED, though Node half-closes it first", async () => {
	await using server = await running({ witness: true });
	for (const _ of Array.from({ length: 20 })) {
		const call = server.client.RouteChat();
		const rest = drained(call);
		// A call that came later is answered, so this one has arrived.
		await getFeature(server.client, {});
		expect((await server.witnesses.next()).method).toBe(path("GetFeature"));
		call.cancel();
		await rest;
		expect(await server.witnesses.next()).toMatchObject({ received: 0, ended: "CANCELLED" });
	}
});

test("a request that cannot be read is one line with the status that went out", async () => {
	await using server = await running({ witness: true });
	const body = framed(Buffer.from([0xff]));
	for (const method of ["GetFeature", "RouteChat"]) {
		expect((await callRaw(server, { method, body })).code).toBe(status.INTERNAL);
		expect(await server.witnesses.next()).toEqual({
			...base,
			metadata: expect.any(Array),
			method: path(method),
			received: 0,
			sent: 0,
			ended: "INTERNAL",
		});
	}
	await server.drain();
	expect(server.witnesses.unread).toBe(0);
});

test("a method or service that does not exist is one line as well", async () => {
	await using server = await running({ witness: true });
	for (const unknown of [path("Nope"), "/nope.Svc/Method"]) {
		const headers = { "x-interop-cell": "k9", "grpc-timeout": "2S" };
		const body = framed(Buffer.alloc(0));
		const { code } = await callRaw(server, { method: unknown, body, headers });
		expect(code).toBe(status.UNIMPLEMENTED);
		expect(await server.witnesses.next()).toEqual({
			...base,
			cell: "k9",
			method: unknown,
			received: 0,
			sent: 0,
			deadline_ms: 2000,
			ended: "UNIMPLEMENTED",
		});
	}
	await server.drain();
	expect(server.witnesses.unread).toBe(0);
});
