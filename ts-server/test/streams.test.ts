import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { sendAll } from "../streams.ts";
import { getFeature, note } from "./calls.ts";
import { running } from "./running.ts";

test("waiting for a slow client leaves no listener behind", async () => {
	const slow = new Writable({
		objectMode: true,
		highWaterMark: 1,
		write: (_message, _encoding, written) => void setImmediate(written),
	});
	const before = ["drain", "close"].map((event) => slow.listenerCount(event));
	expect(await sendAll(slow, Array(50).keys())).toBe(true);
	expect(["drain", "close"].map((event) => slow.listenerCount(event))).toEqual(before);
});

test("a stream that closes while it is full ends the sending", async () => {
	const stuck = new Writable({ objectMode: true, highWaterMark: 1, write: () => {} });
	const sending = sendAll(stuck, Array(50).keys());
	stuck.destroy();
	expect(await sending).toBe(false);
});

test("a client that sends and never reads is read no further than flow control has it", async () => {
	await using server = await running({ behaviour: "go" });
	// On a connection of its own: the stuck one holds back whatever comes later.
	const other = server.connect();
	const call = server.client.RouteChat();
	call.on("error", () => {});
	call.pause();
	const message = "x".repeat(1 << 16);
	const count = 1000;
	let taken = 0;
	for (let index = 0; index < count; index += 1) {
		call.write(note(1, 1, message), (error?: Error | null) => {
			if (!error) taken += 1;
		});
	}
	let before = -1;
	while (taken > before) {
		before = taken;
		for (let round = 0; round < 50; round += 1) await getFeature(other, {});
	}
	expect(taken).toBeGreaterThan(0);
	expect(taken).toBeLessThan(count / 2);
	call.cancel();
});
