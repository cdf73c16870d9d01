import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { running } from "./running.ts";
import { type Spawned, spawned } from "./spawned.ts";

interface Answer {
	readonly error: ServiceError | null;
	readonly initial: Metadata;
	readonly trailing: Metadata;
}

function metadataOf(asked: Readonly<Record<string, string | Buffer>>): Metadata {
	const metadata = new Metadata();
	for (const [key, value] of Object.entries(asked)) metadata.set(key, value);
	return metadata;
}

/** GetFeature with these orders. */
async function ask(
	asked: Readonly<Record<string, string | Buffer>>,
	options: Parameters<typeof running>[0] = { obey: true },
): Promise<Answer> {
	await using server = await running(options);
	return await new Promise((resolve) => {
		let initial = new Metadata();
		let error: ServiceError | null = null;
		const call = server.client.GetFeature({}, metadataOf(asked), (failed) => {
			error = failed;
		});
		call.on("metadata", (metadata) => {
			initial = metadata;
		});
		call.on("status", (end) => {
			setImmediate(() => resolve({ error, initial, trailing: end.metadata }));
		});
	});
}

test("a server that was not told to obey does not", async () => {
	const asked = { "x-interop-fail": "NOT_FOUND", "x-interop-initial-a": "1" };
	const { error, initial } = await ask(asked, {});
	expect(error).toBe(null);
	expect(initial.get("x-interop-initial-a")).toEqual([]);
});

test("padding is as long as it is asked for, at either end", async () => {
	const asked = { "x-interop-padding-initial": "3", "x-interop-padding-trailing": "5" };
	const { initial, trailing } = await ask(asked);
	expect(initial.get("x-interop-padding")).toEqual(["xxx"]);
	expect(trailing.get("x-interop-padding")).toEqual(["xxxxx"]);
});

test("a message may be repeated", async () => {
	const { error } = await ask({
		"x-interop-fail": "ABORTED",
		"x-interop-fail-message-bin": Buffer.from("ab"),
		"x-interop-fail-message-times": "3",
	});
	expect(error?.details).toBe("ababab");
});

for (const [key, value] of [
	["x-interop-padding-initial", "long"],
	["x-interop-fail", "NOBODY_KNOWS"],
	["x-interop-fail", "OK"],
	["x-interop-headers", "later"],
	["x-interop-delay-ms", "-1"],
	["x-interop-sleep-ms", "soon"],
	["x-interop-pace-ms", "slow"],
	["x-interop-signal", "HUP"],
] as const) {
	test(`${key}: ${value} makes no sense, and the server says so`, async () => {
		const { error } = await ask({ [key]: value });
		expect(error).toMatchObject({ code: status.INVALID_ARGUMENT, details: `${key}: ${value}` });
	});
}

test("a failure has its code, message and details, and metadata at either end", async () => {
	const { error, initial, trailing } = await ask({
		"x-interop-fail": "DATA_LOSS",
		"x-interop-fail-message-bin": Buffer.from("fort, für immer"),
		"x-interop-fail-details-bin": Buffer.from([8, 15]),
		"x-interop-initial-a": "1",
		"x-interop-trailing-b-bin": Buffer.from([255]),
	});
	expect(error).toMatchObject({ code: status.DATA_LOSS, details: "fort, für immer" });
	expect(trailing.get("grpc-status-details-bin")).toEqual([Buffer.from([8, 15])]);
	expect(initial.get("x-interop-initial-a")).toEqual(["1"]);
	expect(trailing.get("x-interop-trailing-b-bin")).toEqual([Buffer.from([255])]);
});

test("a handler that is asked to throw does, and what comes of it is the library's", async () => {
	const { error } = await ask({ "x-interop-fail": "THROW" });
	// grpc-js tells nobody what was thrown.
	expect(error).toMatchObject({ code: status.UNKNOWN, details: "Unknown error" });
});

for (const [before, code] of [
	[null, status.UNAVAILABLE],
	["1", status.UNAVAILABLE],
	["2", undefined],
] as const) {
	test(`of a call whose first two attempts are to fail, the one after ${before ?? 0} others ${code ? "does" : "does not"}`, async () => {
		const { error } = await ask({
			"x-interop-fail": "UNAVAILABLE",
			"x-interop-fail-attempts": "2",
			...(before === null ? {} : { "grpc-previous-rpc-attempts": before }),
		});
		expect(error?.code).toBe(code);
	});
}

test("a list at a pace ends early where its client leaves", async () => {
	await using server = await running({ obey: true, witness: true });
	const everything = {
		lo: { latitude: 400000000, longitude: -750000000 },
		hi: { latitude: 420000000, longitude: -730000000 },
	};
	const call = server.client.ListFeatures(everything, metadataOf({ "x-interop-pace-ms": "50" }));
	call.on("error", () => {});
	call.once("data", () => call.cancel());
	const { ended, sent } = await server.witnesses.next();
	expect(ended).toBe("CANCELLED");
	expect(sent).toBeLessThan(100);
});

test("a server that is told to stop itself answers first, and ends well", async () => {
	await using server = await spawned("--obey");
	const code = await codeOf(server, { "x-interop-signal": "TERM" });
	expect(code).toBe(null);
	expect((await server.ended).exitCode).toBe(0);
});

test("a server that is told to kill itself answers nothing", async () => {
	await using server = await spawned("--obey");
	expect(await codeOf(server, { "x-interop-signal": "KILL" })).toBe(status.UNAVAILABLE);
	expect((await server.ended).exitCode).toBe(undefined);
});

function codeOf(
	{ client }: Spawned,
	asked: Readonly<Record<string, string>>,
): Promise<status | null> {
	return new Promise((resolve) => {
		client.GetFeature({}, metadataOf(asked), (error) => resolve(error?.code ?? null));
	});
}

test("a larger request than is taken is refused", async () => {
	await using server = await running({ maxReceiveBytes: 10 });
	const error = await new Promise<ServiceError | null>((resolve) => {
		server.client.GetFeature({ latitude: -1, longitude: -1 }, (failed) => resolve(failed));
	});
	expect(error?.code).toBe(status.RESOURCE_EXHAUSTED);
});

test("a failure in the place of the handler's OK waits as it was told to", async () => {
	await using server = await running({ obey: true });
	const asked = metadataOf({
		"x-interop-fail": "DATA_LOSS",
		"x-interop-fail-writes": "99",
		"x-interop-fail-delay-ms": "600000",
	});
	const corner = { latitude: 409_146_138, longitude: -746_188_906 };
	const call = server.client.ListFeatures({ lo: corner, hi: corner }, asked, {
		deadline: Date.now() + 2_000,
	});
	call.on("error", () => {});
	const received: unknown[] = [];
	call.on("data", (feature) => received.push(feature));
	const end = await new Promise((resolve) => call.on("status", resolve));
	expect(end).toMatchObject({ code: status.DEADLINE_EXCEEDED });
	expect(received).toHaveLength(1);
});
