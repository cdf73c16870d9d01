import { createHash } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import {
	batchOf,
	finishOf,
	open,
	runLines,
	runSteps,
	step,
	unarySteps,
} from "./support/run-script.ts";
import { startServer } from "./support/test-server.ts";

const BIG = { message: { repeat: "x", times: 1 << 20 } };

describe("send", () => {
	test("takes 2,000 notes unread, from a server that answers each.", async () => {
		await using server = await startServer();
		const sends = Array.from({ length: 2000 }, (_, index) =>
			step("send", { message: { message: `note ${index} ${"…".repeat(100)}` } }),
		);
		const steps = [open("RouteChat"), ...sends, step("half_close"), step("finish")];
		const line = await runSteps(server.address, steps);
		expect(line.end).toBe("completed");
		expect(finishOf(line).messages).toHaveLength(2000);
		expect(finishOf(line).messages[1999]?.message).toMatch(/^note 1999 /);
	});

	test("does not wait for a server that has stopped reading.", async () => {
		await using server = await startServer({ RouteChat: () => {} });
		const sends = Array.from({ length: 12 }, () => step("send", { message: BIG }));
		const line = await runSteps(server.address, [
			open("RouteChat", { deadline_ms: 2000 }),
			...sends,
			step("cancel"),
			step("finish"),
		]);
		expect(line.end).toBe("completed");
		// Had a send waited, only the deadline would have released it.
		expect(finishOf(line)).toMatchObject({ messages: [], status: "CANCELLED" });
	});

	test("succeeds after the call is over; finish tells of the failure.", async () => {
		await using server = await startServer({
			RouteChat: (call) => {
				call.emit("error", { code: status.ABORTED, details: "enough" });
			},
		});
		const line = await runSteps(server.address, [
			open("RouteChat"),
			step("receive", { count: 1 }),
			step("send", { message: { message: "too late" } }),
			step("half_close"),
			step("finish"),
		]);
		expect(line.results.slice(1, 4)).toEqual([{ messages: [], ended: true }, {}, {}]);
		expect(finishOf(line)).toMatchObject({ status: "ABORTED", details: "enough" });
	});

	test("of a message too large for the server fails, and the channel lives on.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [
			open("RouteChat"),
			step("send", { message: { message: { repeat: "x", times: 4 << 20 } } }),
			step("finish"),
			...unarySteps("GetFeature", {}, { call: "b" }).map((after) => ({ ...after, call: "b" })),
		]);
		expect(line.results[2]).toMatchObject({ messages: [], status: "RESOURCE_EXHAUSTED" });
		expect(finishOf(line).status).toBe("OK");
	});
});

describe("messages", () => {
	test("above the size that the client takes fail, and the channel lives on.", async () => {
		await using server = await startServer({
			GetFeature: (call, callback) => callback(null, { name: "x".repeat(call.request.latitude) }),
		});
		const size = { latitude: 4 << 20 };
		const line = await runSteps(server.address, [
			...unarySteps("GetFeature", size),
			...unarySteps("GetFeature", { latitude: 2 }).map((after) => ({ ...after, call: "b" })),
		]);
		expect(line.results[2]).toMatchObject({ messages: [], status: "RESOURCE_EXHAUSTED" });
		expect(finishOf(line)).toMatchObject({ messages: [{ name: "xx", location: null }] });
	});

	test("keep absent, empty and default apart, in every field.", async () => {
		await using server = await startServer();
		const sent = [
			{},
			{ location: null, message: "" },
			{ location: {} },
			{ location: { latitude: -2147483648, longitude: 2147483647 }, message: "m" },
		];
		const line = await runSteps(server.address, [
			open("RouteChat"),
			...sent.map((message) => step("send", { message })),
			step("half_close"),
			step("finish"),
		]);
		expect(finishOf(line).messages).toEqual([
			{ location: null, message: "" },
			{ location: null, message: "" },
			{ location: { latitude: 0, longitude: 0 }, message: "" },
			{ location: { latitude: -2147483648, longitude: 2147483647 }, message: "m" },
		]);
	});

	test("keep texts as they are, code point by code point.", async () => {
		await using server = await startServer();
		const texts = ["a\u0000b", "😀👩‍👩‍👧", "e\u0301 is not é", "שלום", " \n"];
		const line = await runSteps(server.address, [
			open("RouteChat"),
			...texts.map((message) => step("send", { message: { message } })),
			step("half_close"),
			step("finish"),
		]);
		expect(finishOf(line).messages.map(({ message }) => message)).toEqual(texts);
	});

	test("report a text of more than 4096 bytes of UTF-8 as a digest, and one of 4096 as it is.", async () => {
		await using server = await startServer();
		const line = await runSteps(server.address, [
			open("RouteChat"),
			step("send", { message: { message: { repeat: "éé", times: 1024 } } }),
			step("send", { message: { message: `${"é".repeat(2048)}x` } }),
			step("half_close"),
			step("finish"),
		]);
		const sha256 = createHash("sha256")
			.update(`${"é".repeat(2048)}x`, "utf8")
			.digest("hex");
		expect(finishOf(line).messages.map(({ message }) => message)).toEqual([
			"é".repeat(2048),
			{ bytes: 4097, sha256 },
		]);
	});
});

// Node joins repeated ASCII values with a comma, and grpc-js shows them so.
test("Metadata comes back sorted, split into initial and trailing, with -bin in padded base64.", async () => {
	await using server = await startServer({
		GetFeature: (call, callback) => {
			const initial = call.metadata.clone();
			for (const key of ["user-agent", "grpc-accept-encoding"]) initial.remove(key);
			initial.add("Zebra", "1");
			initial.add("a_b", "2");
			call.sendMetadata(initial);
			const trailing = call.metadata.clone();
			trailing.remove("x-one");
			callback(null, {}, trailing);
		},
	});
	const metadata = [
		["x-one", ["a", "b"]],
		["x-two-bin", ["AAEC", "/w==", ""]],
	];
	const line = await runSteps(server.address, unarySteps("GetFeature", {}, { metadata }));
	const binary = ["x-two-bin", ["AAEC", "/w==", ""]];
	expect(finishOf(line).initial).toEqual([
		["a_b", ["2"]],
		["x-one", ["a, b"]],
		binary,
		["zebra", ["1"]],
	]);
	expect(finishOf(line).trailing).toEqual([binary]);
	expect(finishOf(line).reserved.map(([key]) => key)).toEqual(
		expect.arrayContaining(["content-type", "date", "user-agent"]),
	);
});

test("The metadata of an answer without messages counts as trailing.", async () => {
	await using server = await startServer({
		GetFeature: (call, callback) => {
			const trailing = call.metadata.clone();
			callback({ code: status.NOT_FOUND, details: "", metadata: trailing });
		},
	});
	const metadata = [["x-one", ["1"]]];
	const line = await runSteps(server.address, unarySteps("GetFeature", {}, { metadata }));
	expect(finishOf(line)).toMatchObject({
		initial: [],
		status: "NOT_FOUND",
		details: "",
		trailing: [["x-one", ["1"]]],
	});
});

test("All jobs of a batch share one channel, and at most `parallel` run at once.", async () => {
	const peers = new Set<string>();
	let running = 0;
	let most = 0;
	const waiting: (() => void)[] = [];
	await using server = await startServer({
		GetFeature: (call, callback) => {
			peers.add(call.getPeer());
			running += 1;
			most = Math.max(most, running);
			waiting.push(() => {
				running -= 1;
				callback(null, {});
			});
			// Three are let go together, after a while in which a fourth could come.
			if (waiting.length === 3) {
				const answers = waiting.splice(0);
				setTimeout(() => {
					for (const answer of answers) answer();
				}, 30);
			}
		},
	});
	const jobs = Array.from({ length: 9 }, (_, index) => ({
		job: `j${index}`,
		limit_ms: 5000,
		steps: unarySteps("GetFeature"),
	}));
	const lines = await runLines(batchOf(server.address, jobs, { parallel: 3 }));
	expect({ most, peers: peers.size, lines: lines.length }).toEqual({
		most: 3,
		peers: 1,
		lines: 11,
	});
	expect(lines[0]).toMatchObject({ hello: { name: "ts", contract: 2 } });
	expect(lines.at(-1)).toEqual({ done: { jobs: 9 } });
});
