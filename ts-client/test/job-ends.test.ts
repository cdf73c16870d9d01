import { describe, expect, test } from "vitest";
import { batchOf, open, runLines, runSteps, step, unarySteps } from "./support/run-script.ts";
import { startServer } from "./support/test-server.ts";

describe("timeout", () => {
	test("ends a job that hangs, keeps its results, and cancels its calls.", async () => {
		const cancelled = Promise.withResolvers<string>();
		await using server = await startServer({
			RouteChat: (call) => {
				call.on("cancelled", () => cancelled.resolve("cancelled"));
			},
		});
		const steps = [open("RouteChat"), step("send", { message: {} }), step("receive", { count: 1 })];
		const line = await runSteps(server.address, steps, { limit_ms: 150 });
		expect(line).toMatchObject({ end: "timeout", at: 2, results: [{}, {}] });
		expect(line.why).toContain('150 ms ran out in step "receive"');
		expect(await cancelled.promise).toBe("cancelled");
	});

	test.each([
		["pause", [{ do: "pause", ms: 600_000 }]],
		["expect_silence", [open("RouteChat"), step("expect_silence", { ms: 600_000 })]],
		["finish", [open("GetFeature"), step("send", { message: {} }), step("finish")]],
	])("strikes within %s.", async (_name, steps) => {
		await using server = await startServer({ GetFeature: () => {} });
		const line = await runSteps(server.address, steps, { limit_ms: 100 });
		expect(line).toMatchObject({ end: "timeout", at: steps.length - 1 });
	});

	test("of one job leaves the others alone.", async () => {
		await using server = await startServer({ RecordRoute: () => {} });
		const jobs = [
			{ job: "hangs", limit_ms: 100, steps: [open("RecordRoute"), step("finish")] },
			{ job: "works", limit_ms: 5000, steps: unarySteps("GetFeature") },
		];
		const lines = await runLines(batchOf(server.address, jobs));
		expect(lines[1]).toMatchObject({ job: "hangs", end: "timeout", at: 1 });
		expect(lines[2]).toMatchObject({ job: "works", end: "completed", at: null, why: null });
		expect(lines[3]).toEqual({ done: { jobs: 2 } });
	});
});

describe("unsupported", () => {
	test.each([
		["a made-up step", { do: "levitate", call: "a" }, "levitate"],
		["a made-up key in a known step", { do: "finish", call: "a", politely: true }, "politely"],
		["a step named as an object's own method", { do: "toString" }, "toString"],
		["a step without a name", { call: "a" }, "undefined"],
	])("answers %s, before anything is carried out.", async (_name, odd, named) => {
		let calls = 0;
		await using server = await startServer({
			GetFeature: (_call, callback) => {
				calls += 1;
				callback(null, {});
			},
		});
		const line = await runSteps(server.address, [...unarySteps("GetFeature"), odd]);
		expect(line).toMatchObject({ end: "unsupported", at: 3, results: [] });
		expect(line.why).toContain(named);
		expect(calls).toBe(0);
	});

	test("answers a made-up key of a job, at 0.", async () => {
		await using server = await startServer();
		const jobs = [{ job: "j", limit_ms: 1000, steps: unarySteps("GetFeature"), mood: "good" }];
		const lines = await runLines(batchOf(server.address, jobs));
		expect(lines[1]).toMatchObject({ end: "unsupported", at: 0, results: [] });
		expect(lines[1]).toHaveProperty("why", expect.stringContaining("mood"));
	});

	test("goes before a step that does not fit.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [{ do: "pause", ms: -1 }, { do: "levitate" }]);
		expect(line).toMatchObject({ end: "unsupported", at: 1 });
	});
});

describe("error", () => {
	const point = (message: unknown) => [open("GetFeature"), step("send", { message })];
	const note = (message: unknown) => [open("RouteChat"), step("send", { message })];

	test.each([
		["a call that was not opened", [step("finish")], 'call "a" has not been opened'],
		["a call opened twice", [open("RouteChat"), open("RouteChat")], "is open already"],
		["an unknown method", [open("Nope")], 'unknown method "Nope"'],
		["a method named as an object's own", [open("toString")], 'unknown method "toString"'],
		[
			"a second send of a unary call",
			[...unarySteps("GetFeature").slice(0, 2), step("send", { message: {} })],
			"sends one message only",
		],
		[
			"a receive before the call has started",
			[open("GetFeature"), step("receive", { count: 1 })],
			"has not started",
		],
		[
			"a send after half_close",
			[open("RouteChat"), step("half_close"), step("send", { message: {} })],
			"is half-closed",
		],
		["a missing key", [{ do: "pause" }], 'key "ms" is missing'],
		[
			"a count that is no number",
			[open("RouteChat"), step("receive", { count: "1" })],
			"expected a positive integer",
		],
		["an unknown field", point({ altitude: 1 }), "Point.altitude"],
		["a fraction", point({ latitude: 1.5 }), "expected an int32, got 1.5"],
		["a number above int32", point({ latitude: 2147483648 }), "expected an int32"],
		["a number below int32", point({ longitude: -2147483649 }), "expected an int32"],
		["a number as text", point({ latitude: "1" }), "expected an int32"],
		["null for a number", point({ latitude: null }), "expected an int32, got null"],
		["a text that is a number", note({ message: 1 }), "RouteNote.message: expected a text"],
		["a sub-message that is a list", note({ location: [] }), "expected Point or null"],
		["an unknown field of a sub-message", note({ location: { lat: 1 } }), "RouteNote.location.lat"],
		[
			"a message for a generic call",
			[open("/a/b"), step("send", { message: { a: 1 } })],
			"expected the message {}",
		],
		[
			"a metadata key that gRPC forbids",
			[open("RouteChat", { metadata: [["ä", ["1"]]] })],
			'metadata "ä"',
		],
		[
			"a binary value that is not base64",
			[open("RouteChat", { metadata: [["x-bin", ["?"]]] })],
			"expected padded base64",
		],
	])("names %s.", async (_name, steps, why) => {
		await using server = await startServer();
		const line = await runSteps(server.address, steps);
		const at = steps.length - 1;
		expect(line).toMatchObject({ end: "error", at });
		expect(line.why).toContain(why);
	});

	test("keeps the results so far, and the channel serves the next job.", async () => {
		await using server = await startServer();
		const jobs = [
			{
				job: "odd",
				limit_ms: 1000,
				steps: [...unarySteps("GetFeature"), open("Nope", { call: "b" })],
			},
			{ job: "fine", limit_ms: 1000, steps: unarySteps("GetFeature") },
		];
		const lines = await runLines(batchOf(server.address, jobs));
		expect(lines[1]).toMatchObject({ end: "error", at: 3, results: [{}, {}, { status: "OK" }] });
		expect(lines[2]).toMatchObject({ job: "fine", end: "completed" });
	});
});
