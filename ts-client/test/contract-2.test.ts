import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
	batchesOf,
	batchOf,
	finishOf,
	open,
	runLines,
	runMain,
	runSteps,
	runWith,
	step,
	unarySteps,
} from "./support/run-script.ts";
import { startServer } from "./support/test-server.ts";

const job = (id: string, steps: readonly object[]) => ({ job: id, limit_ms: 5000, steps });
const target = (address: string, channel: object) => ({ target: { address, tls: null, channel } });
const GET = "/routeguide.RouteGuide/GetFeature";

test("Batches follow each other, each over a channel of its own, with one hello.", async () => {
	const peers: string[] = [];
	await using server = await startServer({
		GetFeature: (call, answer) => {
			peers.push(call.getPeer());
			answer(null, { name: "", location: null });
		},
	});
	const jobs = (id: string) => [
		job(`${id}1`, unarySteps("GetFeature")),
		job(`${id}2`, unarySteps("GetFeature")),
	];
	const one = { ...JSON.parse(batchOf(server.address, jobs("a"))), batch: "one" };
	const two = { ...JSON.parse(batchOf(server.address, jobs("b"))), batch: "two" };
	const lines = await runLines(JSON.stringify({ contract: 2, batches: [one, two] }));
	expect(lines.map((line) => ("job" in line ? line.job : line))).toMatchObject([
		{ hello: { contract: 2 } },
		"a1",
		"a2",
		{ done: { batch: "one", jobs: 2 } },
		"b1",
		"b2",
		{ done: { batch: "two", jobs: 2 } },
	]);
	expect(peers[0]).toBe(peers[1]);
	expect(peers[1]).not.toBe(peers[2]);
});

test("A batch whose CA cannot be read ends the driver, after the batches before it.", async () => {
	await using server = await startServer();
	const good = batchOf(server.address, [job("j", unarySteps("GetFeature"))]);
	const tls = { ca: "/nowhere/ca.pem", name: "n", cert: null, key: null };
	const bad = batchOf(server.address, [], { target: { address: server.address, tls } });
	const folder = mkdtempSync(join(tmpdir(), "contract-2-"));
	const file = join(folder, "batches.json");
	writeFileSync(file, batchesOf(good, bad));
	const { code, stdout, stderr } = await runMain(["--batch", file]);
	rmSync(folder, { recursive: true });
	expect(code).toBe(2);
	expect(stderr).toMatch(/^error: .*\/nowhere\/ca.pem.*\n$/);
	expect(stdout.trim().split("\n").at(-1)).toBe('{"done":{"batch":"b","jobs":1}}');
});

for (const [what, file, said] of [
	["another contract", '{"contract":3,"batches":[]}', /contract.*expected 2/],
	["no batches", '{"contract":2,"batches":[]}', /batches: expected at least one/],
	["an unknown key", '{"contract":2,"batches":[],"more":1}', /unknown key "more"/],
	[
		"an unknown channel option",
		batchesOf(batchOf("h:1", [], target("h:1", { colour: 1 }))),
		/target.channel: unknown key "colour"/,
	],
	[
		"a channel in contract 1",
		batchOf("h:1", [], target("h:1", {})),
		/target: unknown key "channel"/,
	],
] as const) {
	test(`A file with ${what} is refused.`, async () => {
		await expect(runLines(file)).rejects.toThrow(said);
	});
}

test("max_receive_bytes bounds what is received, and -1 lifts the bound.", async () => {
	await using server = await startServer({
		GetFeature: (_call, answer) => answer(null, { name: "x".repeat(5 << 20), location: null }),
	});
	const status = async (max_receive_bytes: number) =>
		finishOf(await runWith(server.address, { max_receive_bytes }, unarySteps("GetFeature"))).status;
	expect(await status(100)).toBe("RESOURCE_EXHAUSTED");
	expect(await status(-1)).toBe("OK");
});

test("compression is named to the server, and done.", async () => {
	const seen: [unknown, number | undefined][] = [];
	const server = createServer();
	server.on("stream", (stream, headers) => {
		stream.once("data", (frame: Buffer) => {
			seen.push([headers["grpc-encoding"], frame[0]]);
			const answer = { ":status": 200, "content-type": "application/grpc", "grpc-status": "5" };
			stream.respond(answer, { endStream: true });
		});
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	try {
		for (const channel of [{ compression: "gzip" }, {}]) {
			const line = await runWith(address, channel, unarySteps("GetFeature", { latitude: 7 }));
			expect(finishOf(line).status).toBe("NOT_FOUND");
		}
	} finally {
		server.close();
	}
	expect(seen).toEqual([
		["gzip", 1],
		[undefined, 0],
	]);
});

test("A service config makes the channel retry.", async () => {
	let calls = 0;
	await using server = await startServer({
		GetFeature: (_call, answer) => {
			calls += 1;
			if (calls < 3) answer({ code: 14, details: "not yet" });
			else answer(null, { name: "at last", location: null });
		},
	});
	const service_config = JSON.stringify({
		methodConfig: [
			{
				name: [{ service: "routeguide.RouteGuide" }],
				retryPolicy: {
					maxAttempts: 3,
					initialBackoff: "0.01s",
					maxBackoff: "0.01s",
					backoffMultiplier: 1,
					retryableStatusCodes: ["UNAVAILABLE"],
				},
			},
		],
	});
	const line = await runWith(server.address, { service_config }, unarySteps("GetFeature"));
	expect(finishOf(line)).toMatchObject({ status: "OK", messages: [{ name: "at last" }] });
	expect(calls).toBe(3);
});

test("A call that waits for ready meets its deadline where nobody listens; another fails at once.", async () => {
	const address = "127.0.0.1:1";
	const waits = await runWith(
		address,
		{},
		unarySteps("GetFeature", {}, { deadline_ms: 600, wait_for_ready: true }),
	);
	expect(finishOf(waits).status).toBe("DEADLINE_EXCEEDED");
	const fails = await runWith(address, {}, unarySteps("GetFeature", {}, { deadline_ms: 4000 }));
	expect(finishOf(fails).status).toBe("UNAVAILABLE");
});

test("Raw bytes go out and come back as they are, in all four modes.", async () => {
	await using server = await startServer({
		GetFeature: (call, answer) => answer(null, { name: "n", location: call.request }),
		ListFeatures: (call) => {
			call.write({ name: "a", location: null });
			call.write({ name: "b", location: null });
			call.end();
		},
		RecordRoute: (call, answer) => {
			let count = 0;
			call.on("data", () => {
				count += 1;
			});
			call.on("end", () => answer(null, { point_count: count }));
		},
		RouteChat: (call) => {
			call.on("data", (note) => call.write(note));
			call.on("end", () => call.end());
		},
	});
	const raw = async (method: string, mode: string, steps: readonly Record<string, unknown>[]) => {
		const path = `/routeguide.RouteGuide/${method}`;
		return finishOf(await runSteps(server.address, [open(path, { raw: mode }), ...steps]));
	};
	const bytes = (base64: string) => step("send", { message: { base64 } });
	// Point { latitude: 1, longitude: 2 }; Feature { name: "n", location: of that point }
	expect(await raw("GetFeature", "unary", [bytes("CAEQAg=="), step("finish")])).toMatchObject({
		status: "OK",
		messages: [{ base64: "CgFuEgQIARAC" }],
	});
	expect(await raw("ListFeatures", "server_streaming", [bytes(""), step("finish")])).toMatchObject({
		messages: [{ base64: "CgFh" }, { base64: "CgFi" }],
	});
	const route = [bytes("CAE="), bytes("CAE="), step("half_close"), step("finish")];
	expect(await raw("RecordRoute", "client_streaming", route)).toMatchObject({
		messages: [{ base64: "CAI=" }],
	});
	const chat = [bytes("EgFt"), step("receive", { count: 1 }), step("half_close"), step("finish")];
	const line = await runSteps(server.address, [
		open("/routeguide.RouteGuide/RouteChat", { raw: "bidirectional_streaming" }),
		...chat,
	]);
	expect(line.results[2]).toEqual({ messages: [{ base64: "EgFt" }] });
});

for (const [what, steps, said] of [
	[
		"a message that is no bytes",
		[open(GET, { raw: "unary" }), step("send", { message: {} })],
		/expected the message \{"base64"/,
	],
	["a method without a path", [open("GetFeature", { raw: "unary" })], /path with a leading slash/],
	["an unknown mode", [open(GET, { raw: "both" })], /"raw": expected one of/],
] as const) {
	test(`A raw call with ${what} is an error.`, async () => {
		const line = await runSteps("127.0.0.1:1", [...steps, step("finish")]);
		expect(line).toMatchObject({ end: "error", why: expect.stringMatching(said) });
	});
}
