import { expect, test } from "vitest";
import { open, runSteps, runWith, step } from "./support/run-script.ts";
import { startServer } from "./support/test-server.ts";

/** A job's events, without their times. */
const seen = (line: { readonly events?: readonly (readonly unknown[])[] }) =>
	(line.events ?? []).map(([, call, event]) => `${call} ${event}`);

test("The time line tells what was seen, in its order, and a file of contract 1 has none.", async () => {
	await using server = await startServer({
		RouteChat: (call) => {
			call.on("data", (note) => call.write(note));
			call.on("end", () => call.end());
		},
	});
	const steps = [
		open("RouteChat"),
		step("send", { message: { message: "m" }, times: 2 }),
		step("receive", { count: 2 }),
		step("half_close"),
		step("finish"),
	];
	const line = await runWith(server.address, {}, steps);
	expect(seen(line).filter((event) => event !== "a headers")).toEqual([
		"a start",
		"a sent",
		"a sent",
		"a message",
		"a message",
		"a half_closed",
		"a status",
	]);
	const times = (line.events ?? []).map(([ms]) => ms);
	expect(times).toEqual(times.toSorted((one, other) => one - other));
	expect(await runSteps(server.address, steps)).not.toHaveProperty("events");
});

test("What the library cannot take is not sent yet.", async () => {
	const { promise: reading, resolve: read } = Promise.withResolvers<void>();
	await using server = await startServer({
		GetFeature: (_call, answer) => {
			read();
			answer(null, { name: "", location: null });
		},
		RouteChat: async (call) => {
			await reading;
			call.on("data", () => {});
			call.on("end", () => call.end());
		},
	});
	const line = await runWith(server.address, {}, [
		open("RouteChat"),
		step("send", { message: { message: { repeat: "x", times: 1 << 20 } }, times: 30 }),
		{ do: "pause", ms: 200 },
		{ ...open("GetFeature"), call: "b" },
		{ do: "send", call: "b", message: {} },
		step("half_close"),
		step("finish"),
	]);
	const events = seen(line);
	expect(events.filter((event) => event === "a sent")).toHaveLength(30);
	expect(events.lastIndexOf("a sent")).toBeGreaterThan(events.indexOf("b start"));
});

test("receive_headers shows initial metadata as it arrives, and the end where there is none.", async () => {
	await using server = await startServer({
		RouteChat: (call) => {
			if (call.metadata.get("x-fail").length > 0) {
				call.emit("error", { code: 10, details: "" });
				return;
			}
			const metadata = call.metadata.clone();
			metadata.remove("user-agent");
			metadata.set("x-own", "1");
			call.sendMetadata(metadata);
			call.on("data", () => {});
			call.on("end", () => call.end());
		},
	});
	const line = await runWith(server.address, {}, [
		open("RouteChat"),
		step("receive_headers"),
		step("half_close"),
		step("finish"),
		{ ...open("RouteChat"), call: "b", metadata: [["x-fail", ["1"]]] },
		{ do: "receive_headers", call: "b" },
		{ do: "finish", call: "b" },
	]);
	expect(line.results[1]).toEqual({ initial: [["x-own", ["1"]]] });
	expect(line.results[5]).toEqual({ initial: [], ended: true });
	expect(line.results[6]).toMatchObject({ status: "ABORTED" });
	expect(seen(line)).toEqual([
		"a start",
		"a headers",
		"a half_closed",
		"a status",
		"b start",
		"b status",
	]);
});
