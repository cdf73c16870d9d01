import { expect, test } from "vitest";
import type { JobLine, TimedEvent } from "../../model/batch.ts";
import type { Script } from "../../model/scenario.ts";
import { carriedOut } from "../test/carried-out.ts";
import { CATALOGUE } from "../test/catalogue.ts";
import { type Arrow, firstDifference, sequence } from "./sequence.ts";

const PLACE = { $a: { latitude: 811, longitude: -922 } };
const script = scriptOf("route-chat/two-places");

function scriptOf(id: string): Script {
	const found = CATALOGUE.find((scenario) => scenario.id === id)?.scripts.python;
	if (found === undefined) throw new Error(`the catalogue has no ${id}`);
	return found;
}

function line(events: TimedEvent[] | undefined, part: Partial<JobLine> = {}): JobLine {
	const { events: _, ...rest } = carriedOut("k1", script);
	return { ...rest, ...(events === undefined ? {} : { events }), ...part };
}

function kinds(arrows: readonly Arrow[]): string {
	return arrows.map(({ kind }) => kind).join(" ");
}

const IN_STEPS = "start sent sent message silence pause half_closed status";

test("what never ran is shown as it is planned, which is said first, without times", () => {
	const arrows = sequence(script, null, PLACE, false);
	expect(kinds(arrows)).toBe(`planned ${IN_STEPS}`);
	expect(arrows.every(({ ms }) => ms === null)).toBe(true);
	expect(arrows[2]?.text).toBe('{ "location": "$a", "message": "note 1" }');
});

test("without a time line, what was seen is in the order of the steps, up to where the job ended", () => {
	const { results } = line(undefined);
	expect(kinds(sequence(script, line(undefined), PLACE, false))).toBe(IN_STEPS);
	const cut = line(undefined, { end: "timeout", at: 3, results: results.slice(0, 3) });
	const arrows = sequence(script, cut, PLACE, false);
	expect(kinds(arrows)).toBe("start sent sent broken");
	expect(arrows.at(-1)).toMatchObject({ call: "a", address: "a.receive" });
});

test("a time line gives the order and the times; waiting stands before what follows it in the script", () => {
	const events: TimedEvent[] = [
		[0.04, "a", "start"],
		[1, "a", "sent"],
		[2, "a", "headers"],
		[3, "a", "message"],
		[4, "a", "sent"],
		[1100, "a", "half_closed"],
		[1101, "a", "status"],
	];
	const arrows = sequence(script, line(events), PLACE, false);
	expect(kinds(arrows)).toBe("start sent headers message sent silence pause half_closed status");
	expect(arrows.map(({ ms }) => ms)).toEqual([0, 1, 2, 3, 4, null, null, 1100, 1101]);
	expect(arrows.map(({ address }) => address).slice(1, 5)).toEqual([
		"a.send",
		"",
		"a.receive",
		"a.send.2",
	]);
});

test("an event that no step shows is told all the same", () => {
	const arrows = sequence(script, line([[5, "z", "cancelled"]]), PLACE, false);
	expect(arrows[0]).toEqual({ kind: "cancelled", call: "z", text: "", address: "", ms: 5 });
});

test("points of the cell read as the places that they stand for", () => {
	const results = line(undefined).results.with(3, {
		messages: [{ location: { longitude: -922, latitude: 811 }, message: "x" }],
	});
	const arrows = sequence(script, line(undefined, { results }), PLACE, false);
	expect(arrows.find(({ kind }) => kind === "message")?.text).toBe(
		'{ "location": "$a", "message": "x" }',
	);
});

test("silence that was broken is told as such, and a status with its text where that matters", () => {
	const results = line(undefined).results.with(4, { silent: false }).with(-1, {
		messages: [],
		initial: [],
		status: "UNAVAILABLE",
		details: "gone",
		trailing: [],
		reserved: [],
	});
	const told = line(undefined, { results });
	expect(kinds(sequence(script, told, PLACE, true))).toContain("noise");
	expect(sequence(script, told, PLACE, true).at(-1)?.text).toBe('UNAVAILABLE, details "gone"');
	expect(sequence(script, told, PLACE, false).at(-1)?.text).toBe("UNAVAILABLE");
});

test("a long sequence has its start and its end, and counts what is left out", () => {
	const arrows = sequence(scriptOf("route-chat/many-notes"), null, PLACE, false);
	expect(arrows.length).toBeLessThan(70);
	expect(arrows.find(({ kind }) => kind === "more")?.text).toMatch(/^… 1,?\d{3} more …$/);
	expect(arrows.at(-1)?.kind).toBe("status");
});

/** Three calls with forty messages each, which come in turn. */
const CALLS = ["a", "b", "c"];
const NOTES = Array.from({ length: 40 }, (_, at) => ({ message: `note ${at}` }));
const inTurn: Script = {
	...script,
	steps: [
		...CALLS.map((call) => ({
			do: "open" as const,
			call,
			method: "RouteChat",
			deadline_ms: null,
			metadata: [],
		})),
		...CALLS.map((call) => ({ do: "receive" as const, call, count: 40 })),
		{ do: "half_close", call: "a" },
	],
	expected: [...CALLS.map(() => null), ...CALLS.map(() => ({ messages: NOTES })), null],
};
const turns: JobLine = {
	...carriedOut("k1", inTurn),
	events: [
		...CALLS.map((call): TimedEvent => [0, call, "start"]),
		...NOTES.flatMap((_, at) => CALLS.map((call): TimedEvent => [at, call, "message"])),
		[99, "a", "half_closed"],
	],
};

test.for([
	["one before those that are left out", "b.receive", 3, '{ "message": "note 3" }'],
	["one among them", "b.receive", 20, "… 64 more …"],
	["one after them", "b.receive", 38, '{ "message": "note 38" }'],
	["one that is missing, at the last", "a.receive", 40, '{ "message": "note 39" }'],
	["a step that has no messages", "a.half_close", -1, ""],
	["what no arrow shows", "a.witness", -1, undefined],
] as const)(
	"the first difference of a long sequence is where its message is: %s",
	([, address, message, text]) => {
		const arrows = sequence(inTurn, turns, {}, false);
		expect(arrows[firstDifference(inTurn, turns, address, message)]?.text).toBe(text);
	},
);

test("the first difference of a step that is left out as a whole is among what is left out", () => {
	const steps = Array.from({ length: 80 }, (_, at) => ({
		do: "half_close" as const,
		call: `c${at}`,
	}));
	const many: Script = { ...script, steps, expected: steps.map(() => null) };
	const arrows = sequence(many, null, {}, false);
	expect(arrows.map(({ address }) => address)).not.toContain("c50.half_close");
	expect(arrows[firstDifference(many, null, "c50.half_close", -1)]?.kind).toBe("more");
});
