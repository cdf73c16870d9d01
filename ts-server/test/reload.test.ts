import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Conversation, drained, getFeature, note } from "./calls.ts";
import { spawned } from "./spawned.ts";
import { writeDatabase } from "./temporary-files.ts";

const point = (latitude: number, longitude: number) => ({ latitude, longitude });
const here = point(1, 2);
const named = (name: string) => [{ location: here, name }];

test("SIGHUP reads the database again, and a bad one changes nothing; no call is dropped", async () => {
	using file = writeDatabase(named("old"));
	await using server = await spawned("--json_db_file", file.path);
	const conversation = new Conversation(server.client);
	expect(await conversation.say(note(1, 1, "before"), 0)).toEqual([]);
	expect((await getFeature(server.client, here)).name).toBe("old");

	writeFileSync(file.path, JSON.stringify(named("new")));
	server.signal("SIGHUP");
	expect(await server.complaint()).toBe("ts-server: the database has been read again: 1 features");
	expect((await getFeature(server.client, here)).name).toBe("new");

	writeFileSync(file.path, JSON.stringify([{ name: "bad" }]));
	server.signal("SIGHUP");
	expect(await server.complaint()).toBe(
		`ts-server: the old database stays in place: --json_db_file ${JSON.stringify(file.path)}, entry 0 (the first is 0), field location: got nothing: it is missing; expected an object with latitude and longitude`,
	);
	expect((await getFeature(server.client, here)).name).toBe("new");
	expect(await conversation.say(note(1, 1, "after"), 1)).toEqual(["before"]);
	expect(await conversation.end()).toEqual([]);
});

test("a listing that is under way goes on with the database that it began with", async () => {
	const long = "x".repeat(65_536);
	const many = (name: string) =>
		Array.from({ length: 200 }, (_, index) => ({ location: point(1, index), name: name + long }));
	using file = writeDatabase(many("old"));
	await using server = await spawned("--json_db_file", file.path);
	const call = server.client.ListFeatures({ lo: point(1, 0), hi: point(1, 200) });
	call.pause();
	// Its first message has come: it has begun.
	await new Promise((resolve) => call.once("readable", resolve));
	writeFileSync(file.path, JSON.stringify(many("new")));
	server.signal("SIGHUP");
	// Where that takes long, it says how far it is.
	const told = async (): Promise<string> => {
		const line = await server.complaint();
		return line.startsWith("ts-server: reading the database:") ? told() : line;
	};
	expect(await told()).toContain("read again: 200 features");
	expect((await getFeature(server.client, point(1, 7))).name.slice(0, 3)).toBe("new");
	const { messages } = await drained(call);
	expect(messages.length).toBe(200);
	expect(messages.every(({ name }) => name.startsWith("old"))).toBe(true);
});
