import { status } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import { finishOf, open, runSteps, step, unarySteps } from "./support/run-script.ts";
import { startServer } from "./support/test-server.ts";

/** Few enough for a Node stream to read them all ahead, and the status with them. */
const FEW = { hi: { latitude: 10 } };
const note = (message: string) => ({ location: null, message });

describe("receive", () => {
	test("stops at its count; finish reports the rest in order.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [
			open("ListFeatures"),
			step("send", { message: FEW }),
			step("receive", { count: 2 }),
			step("finish"),
		]);
		expect(line.results[2]).toMatchObject({
			messages: [{ name: "feature 0" }, { name: "feature 1" }],
		});
		expect(line.results[2]).not.toHaveProperty("ended");
		expect(finishOf(line).messages.map(({ name }) => name)).toEqual(
			[2, 3, 4, 5, 6, 7, 8, 9].map((index) => `feature ${index}`),
		);
		expect(finishOf(line).status).toBe("OK");
	});

	test("says ended where the call was over first.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [
			open("RouteChat"),
			step("send", { message: { message: "only" } }),
			step("half_close"),
			step("receive", { count: 2 }),
			step("receive", { count: 1 }),
			step("finish"),
		]);
		expect(line.results[3]).toEqual({ messages: [note("only")], ended: true });
		expect(line.results[4]).toEqual({ messages: [], ended: true });
		expect(finishOf(line)).toMatchObject({ messages: [], status: "OK" });
	});

	test("gives a unary call's response once.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [
			open("GetFeature"),
			step("send", { message: { latitude: 3 } }),
			step("receive", { count: 1 }),
			step("finish"),
		]);
		const feature = { name: "here", location: { latitude: 3, longitude: 0 } };
		expect(line.results[2]).toEqual({ messages: [feature] });
		expect(finishOf(line)).toMatchObject({ messages: [], status: "OK" });
	});
});

describe("cancel", () => {
	test("after one message of ten ends the call as CANCELLED: the other nine were not read.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [
			open("ListFeatures"),
			step("send", { message: FEW }),
			step("receive", { count: 1 }),
			{ do: "pause", ms: 100 },
			step("cancel"),
			step("finish"),
		]);
		expect(line.end).toBe("completed");
		expect(line.results[2]).toMatchObject({ messages: [{ name: "feature 0" }] });
		expect(finishOf(line)).toMatchObject({ messages: [], status: "CANCELLED" });
	});

	test("throws away what an earlier silence had let in.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [
			open("RouteChat"),
			step("send", { message: { message: "unread" } }),
			step("expect_silence", { ms: 2000 }),
			step("cancel"),
			step("finish"),
		]);
		expect(line.results[2]).toEqual({ silent: false });
		expect(finishOf(line)).toMatchObject({ messages: [], status: "CANCELLED" });
	});
});

describe("expect_silence", () => {
	test("passes its pending read on to the next step.", async () => {
		await using server = await startServer({
			RouteChat: (call) => {
				setTimeout(() => call.write({ message: "late" }), 1500);
				call.on("data", () => call.write({ message: "answer" }));
				call.on("end", () => call.end());
			},
		});
		const line = await runSteps(server.address, [
			open("RouteChat"),
			step("expect_silence", { ms: 30 }),
			step("expect_silence", { ms: 30 }),
			step("receive", { count: 1 }),
			step("send", { message: {} }),
			step("receive", { count: 1 }),
			step("half_close"),
			step("finish"),
		]);
		expect(line.results.slice(1, 6)).toEqual([
			{ silent: true },
			{ silent: true },
			{ messages: [note("late")] },
			{},
			{ messages: [note("answer")] },
		]);
		expect(finishOf(line).messages).toEqual([]);
	});

	test("is broken by the end of the call.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [
			open("RouteChat"),
			step("half_close"),
			step("expect_silence", { ms: 2000 }),
			step("expect_silence", { ms: 2000 }),
			step("finish"),
		]);
		expect(line.results.slice(2, 4)).toEqual([{ silent: false }, { silent: false }]);
		expect(finishOf(line).status).toBe("OK");
	});

	test("holds while a unary call is unanswered.", async () => {
		await using server = await startServer({ GetFeature: () => {} });
		const line = await runSteps(server.address, [
			open("GetFeature"),
			step("send", { message: {} }),
			step("expect_silence", { ms: 50 }),
			step("cancel"),
			step("finish"),
		]);
		expect(line.results[2]).toEqual({ silent: true });
		expect(finishOf(line)).toMatchObject({ messages: [], status: "CANCELLED" });
	});
});

describe("finish", () => {
	test("reports status and text of a call that failed, without a message.", async () => {
		await using server = await startServer({
			RecordRoute: (_call, callback) =>
				callback({ code: status.OUT_OF_RANGE, details: "zu weit ✈ 100%" }),
		});
		const line = await runSteps(server.address, [open("RecordRoute"), step("finish")]);
		expect(finishOf(line)).toMatchObject({
			messages: [],
			status: "OUT_OF_RANGE",
			details: "zu weit ✈ 100%",
		});
	});

	test("reports DEADLINE_EXCEEDED where deadline_ms ran out, counted from the send.", async () => {
		await using server = await startServer({ GetFeature: () => {} });
		const line = await runSteps(server.address, [
			open("GetFeature", { deadline_ms: 1500 }),
			{ do: "pause", ms: 1600 },
			step("send", { message: {} }),
			step("expect_silence", { ms: 100 }),
			step("finish"),
		]);
		expect(line.results[3]).toEqual({ silent: true });
		expect(finishOf(line).status).toBe("DEADLINE_EXCEEDED");
	});

	test("reports DEADLINE_EXCEEDED of a stream, counted from its open.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [
			open("RouteChat", { deadline_ms: 100 }),
			step("finish"),
		]);
		expect(finishOf(line).status).toBe("DEADLINE_EXCEEDED");
	});
});

describe("a generic call", () => {
	test("of an unknown method or service is UNIMPLEMENTED.", async () => {
		await using server = await startServer();
		for (const path of ["/routeguide.RouteGuide/Nope", "/nope.Service/Nope"]) {
			const line = await runSteps(server.address, unarySteps(path));
			expect(finishOf(line)).toMatchObject({ messages: [], status: "UNIMPLEMENTED" });
		}
	});

	test("that is answered reports the response as {}.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, unarySteps("/routeguide.RouteGuide/GetFeature"));
		expect(finishOf(line)).toMatchObject({ messages: [{}], status: "OK" });
	});
});

test("A hundred calls of one job are open at once on one channel.", async () => {
	await using server = await startServer();
	const calls = Array.from({ length: 100 }, (_, index) => `call ${index}`);
	const line = await runSteps(server.address, [
		...calls.map((call) => open("RouteChat", { call })),
		...calls.map((call) => step("send", { call, message: { message: call } })),
		...calls.map((call) => step("receive", { call, count: 1 })),
		...calls.map((call) => step("half_close", { call })),
		...calls.map((call) => step("finish", { call })),
	]);
	expect(line.end).toBe("completed");
	expect(line.results.slice(200, 300)).toEqual(calls.map((call) => ({ messages: [note(call)] })));
});

// grpc/grpc-node#2764. This test tells when it is mended.
test("Of what lies unread when a call fails, grpc-js keeps the 16 messages that Node has read ahead.", async () => {
	await using server = await startServer({
		ListFeatures: (call) => {
			for (let latitude = 0; latitude < 50; latitude += 1) call.write({ location: { latitude } });
			setTimeout(() => call.emit("error", { code: status.INTERNAL, details: "" }), 500);
		},
	});
	const line = await runSteps(server.address, [
		open("ListFeatures"),
		step("send", { message: FEW }),
		step("receive", { count: 1 }),
		{ do: "pause", ms: 2000 },
		step("finish"),
	]);
	expect(line.results[2]).toMatchObject({ messages: [{ location: { latitude: 0 } }] });
	const { messages, status: code } = finishOf(line);
	expect(messages.map(({ location }) => location)).toMatchObject(
		Array.from({ length: 16 }, (_, index) => ({ latitude: index + 1 })),
	);
	expect(code).toBe("INTERNAL");
});
