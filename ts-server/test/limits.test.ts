import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { chat, getFeature, listFeatures, note } from "./calls.ts";
import { running } from "./running.ts";
import { writeDatabase } from "./temporary-files.ts";

const LIMIT = 4 * 1024 * 1024;
/** A note of exactly so many bytes: two for the empty location, five around a text of this length. */
const noteOf = (bytes: number) => ({ location: {}, message: "x".repeat(bytes - 7) });

test("a message of 4 MiB is taken and one byte more refused, and the connection stays usable (C12, C13)", async () => {
	await using server = await running({ behaviour: "go", witness: true });
	const sent = await chat(server.client, [noteOf(LIMIT)]);
	expect(sent.status.code).toBe(status.OK);
	expect(sent.messages[0]?.message.length).toBe(LIMIT - 7);
	const large = await chat(server.client, [noteOf(LIMIT + 1)]);
	expect(large.status).toMatchObject({
		code: status.RESOURCE_EXHAUSTED,
		details: "Received message larger than max (4194305 vs 4194304)",
	});
	expect((await getFeature(server.client, {})).name).toBe("");
	const witnesses = [
		await server.witnesses.next(),
		await server.witnesses.next(),
		await server.witnesses.next(),
	];
	expect(witnesses.map(({ received, sent, ended }) => [received, sent, ended])).toEqual([
		[1, 1, "OK"],
		[0, 0, "RESOURCE_EXHAUSTED"],
		[1, 1, "OK"],
	]);
	await server.drain();
	expect(server.witnesses.unread).toBe(0);
});

test("the limit holds for a unary call as well", async () => {
	await using server = await running({ witness: true });
	const unary = (bytes: number) =>
		new Promise<number>((resolve) => {
			server.client.makeUnaryRequest(
				"/routeguide.RouteGuide/GetFeature",
				(message: Buffer) => message,
				() => ({}),
				// Field 15 of Point does not exist: bytes that are read and dropped.
				Buffer.concat([Buffer.from([0x7a, ...varint(bytes - 5)]), Buffer.alloc(bytes - 5)]),
				(error) => resolve(error?.code ?? status.OK),
			);
		});
	expect(await unary(LIMIT)).toBe(status.OK);
	expect(await unary(LIMIT + 1)).toBe(status.RESOURCE_EXHAUSTED);
	expect(await unary(8 * 1024 * 1024)).toBe(status.RESOURCE_EXHAUSTED);
	expect(await unary(LIMIT)).toBe(status.OK);
});

/** Four bytes, enough for lengths from 2 MiB up. */
function varint(length: number): number[] {
	return [0, 7, 14, 21].map((shift) => ((length >>> shift) & 0x7f) | (shift < 21 ? 0x80 : 0));
}

test("a feature of 5 MiB is sent; whether to take it is the client's choice (C14)", async () => {
	const location = { latitude: 1, longitude: 1 };
	using file = writeDatabase([{ location, name: "x".repeat(5 * 1024 * 1024) }]);
	await using server = await running({ databaseFile: file.path });
	await expect(getFeature(server.client, location)).rejects.toMatchObject({
		code: status.RESOURCE_EXHAUSTED,
	});
	const unlimited = server.connect({ "grpc.max_receive_message_length": -1 });
	expect((await getFeature(unlimited, location)).name.length).toBe(5 * 1024 * 1024);
	expect(await listFeatures(server.client, {})).toEqual([]);
});

test("three hundred notes at one place, sent without waiting, are all answered, in order", async () => {
	await using server = await running({ behaviour: "python" });
	const notes = Array.from({ length: 300 }, (_, index) => note(1, 1, String(index)));
	const { messages } = await chat(server.client, notes);
	const expected = notes.flatMap((_, index) => notes.slice(0, index).map(({ message }) => message));
	expect(messages.map(({ message }) => message)).toEqual(expected);
});
