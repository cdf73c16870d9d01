import { status } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import { BEHAVIOUR_NAMES } from "../behaviour/behaviour.ts";
import { Conversation, chat, getFeature, note } from "./calls.ts";
import { running } from "./running.ts";

const pythonDemo = [
	note(0, 0, "First message"),
	note(0, 1, "Second message"),
	note(1, 0, "Third message"),
	note(0, 0, "Fourth message"),
	note(1, 0, "Fifth message"),
];
const goDemo = [1, 2, 3, 1, 2, 3].map((longitude, index) => note(0, longitude, `note ${index}`));

describe.each([
	{ behaviour: "python", python: [2, 2], go: [3, 3] },
	{ behaviour: "go", python: [7, 16], go: [9, 21] },
] as const)("RouteChat under $behaviour", ({ behaviour, ...counts }) => {
	test.each([
		["python", pythonDemo],
		["go", goDemo],
	] as const)(
		"answers %s's demo as often as its reference, twice (C2, C3)",
		async (demo, notes) => {
			await using server = await running({ behaviour });
			const first = await chat(server.client, notes);
			const second = await chat(server.client, notes);
			expect([first.messages.length, second.messages.length]).toEqual(counts[demo]);
			expect([first.status.code, second.status.code]).toEqual([status.OK, status.OK]);
		},
	);

	test("answers no notes with none (C7)", async () => {
		await using server = await running({ behaviour });
		expect(await chat(server.client, [])).toMatchObject({ messages: [], status: { code: 0 } });
	});

	test("takes an absent location for the origin, and echoes it absent (C6)", async () => {
		await using server = await running({ behaviour });
		const { messages } = await chat(server.client, [
			{ message: "absent" },
			note(0, 0, "origin"),
			{ location: {}, message: "empty" },
		]);
		expect(messages.slice(behaviour === "go" ? 3 : 1)).toEqual([
			{ location: null, message: "absent" },
			{ location: { latitude: 0, longitude: 0 }, message: "origin" },
			...(behaviour === "go"
				? [{ location: { latitude: 0, longitude: 0 }, message: "empty" }]
				: []),
		]);
	});

	test("keeps every text as it is (C8)", async () => {
		await using server = await running({ behaviour });
		const texts = ["", "🧭", "e\u0301", "a\u0000b", "\u202eשלום", "x".repeat(1 << 20)];
		for (const [index, text] of texts.entries()) {
			const { messages } = await chat(server.client, [note(9, index, text), note(9, index, "")]);
			expect(messages[0]?.message === text).toBe(true);
		}
	});

	test("delivers all replies of notes that were followed by a half-close at once", async () => {
		await using server = await running({ behaviour });
		const count = 60;
		const notes = Array.from({ length: count }, () => note(3, 3, "x".repeat(4000)));
		const { messages, status: ended } = await chat(server.client, notes);
		const own = behaviour === "go" ? count : 0;
		expect(messages.length).toBe((count * (count - 1)) / 2 + own);
		expect(ended.code).toBe(status.OK);
	});
});

test("python answers in step with the notes before, oldest first, without the note itself (C1, C5)", async () => {
	await using server = await running({ behaviour: "python" });
	const here = new Conversation(server.client);
	await here.say(note(1, 1, "a"), 0);
	expect(await here.say(note(1, 1, "b"), 1)).toEqual(["a"]);
	expect(await here.say(note(1, 1, "c"), 2)).toEqual(["a", "b"]);
	const elsewhere = new Conversation(server.client);
	await elsewhere.say(note(1, 1, "x"), 0);
	expect(await elsewhere.say(note(1, 1, "y"), 1)).toEqual(["x"]);
	expect([await here.end(), await elsewhere.end()]).toEqual([[], []]);
});

test("go answers in step with all notes and the note itself, and never pushes (C1, C4, C5)", async () => {
	await using server = await running({ behaviour: "go" });
	const a = new Conversation(server.client);
	const b = new Conversation(server.connect());
	expect(await a.say(note(1, 1, "a1"), 1)).toEqual(["a1"]);
	expect(await b.say(note(1, 1, "b1"), 2)).toEqual(["a1", "b1"]);
	expect(await a.say(note(1, 1, "a2"), 3)).toEqual(["a1", "b1", "a2"]);
	expect(await b.end()).toEqual([]);
	await a.cancel();
	const later = new Conversation(server.client);
	expect(await later.say(note(1, 1, "c"), 4)).toEqual(["a1", "b1", "a2", "c"]);
	expect(await later.end()).toEqual([]);
});

test("go refuses notes beyond --max_notes, and stores none of them", async () => {
	await using server = await running({ behaviour: "go", maxNotes: 2 });
	expect((await chat(server.client, [note(1, 1, "a"), note(2, 2, "b")])).messages.length).toBe(2);
	for (const _ of [1, 2]) {
		const { messages, status: ended } = await chat(server.client, [note(1, 1, "c")]);
		expect(messages).toEqual([]);
		expect(ended).toMatchObject({
			code: status.RESOURCE_EXHAUSTED,
			details:
				"This server remembers at most 2 notes (--max_notes) and is full: the note was not stored",
		});
	}
	expect((await getFeature(server.client, {})).name).toBe("");
});

test.each(BEHAVIOUR_NAMES)(
	"%s survives clients that cancel or run out of time amid a chat",
	async (behaviour) => {
		await using server = await running({ behaviour, witness: true });
		const cancelled = new Conversation(server.client);
		await cancelled.say(note(1, 1, "a"), 0);
		await cancelled.say(note(1, 1, "b"), 1);
		expect((await cancelled.cancel()).code).toBe(status.CANCELLED);
		expect((await server.witnesses.next()).ended).toBe("CANCELLED");
		const late = new Conversation(server.client, { deadline: Date.now() + 1000 });
		await late.say(note(7, 7, "a"), 0);
		expect((await late.status).code).toBe(status.DEADLINE_EXCEEDED);
		expect((await server.witnesses.next()).ended).toBe("DEADLINE_EXCEEDED");
		await server.drain();
	},
);

test("a hundred chats and a hundred calls at once are all answered", async () => {
	await using server = await running({ behaviour: "python" });
	const chats = Array.from({ length: 100 }, () => new Conversation(server.client));
	await Promise.all(
		chats.map(async (conversation, index) => {
			await conversation.say(note(1, index, "a"), 0);
			expect(await conversation.say(note(1, index, "b"), 1)).toEqual(["a"]);
		}),
	);
	await Promise.all(chats.map(() => getFeature(server.client, {})));
	const rests = await Promise.all(chats.map((conversation) => conversation.end()));
	expect(rests.flat()).toEqual([]);
});
