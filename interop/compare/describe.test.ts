import { expect, test } from "vitest";
import { describeMismatch } from "./describe.ts";

const message = (latitude: number, name: string) => ({ location: { latitude }, name });
const told = (expected: unknown, observed: unknown, partial = false) =>
	describeMismatch({ at: "a.finish", expected, observed, partial });

for (const [what, expected, observed, text] of [
	[
		"a field of a message is named by its path",
		{ status: "OK", messages: [message(1, "x"), message(2, "y")] },
		{ status: "OK", messages: [message(1, "x"), message(3, "z")] },
		"expected messages[1].location.latitude 2, saw 3",
	],
	[
		"a status comes before what follows from it",
		{ status: "OK", messages: [message(1, "x")] },
		{ status: "UNAVAILABLE", messages: [] },
		'expected status "OK", saw "UNAVAILABLE"',
	],
	[
		"messages that are too few are counted",
		{ messages: [message(1, "x"), message(2, "y")] },
		{ messages: [message(1, "x")] },
		"expected 2 messages, saw 1",
	],
	["one message is one", { messages: [{}] }, { messages: [] }, "expected 1 message, saw 0"],
	[
		"metadata is told whole, since its entries have no names",
		{ trailing: [["k", ["v"]]] },
		{ trailing: [["k", ["w"]]] },
		'expected trailing [["k",["v"]]], saw [["k",["w"]]]',
	],
	[
		"what was not to be there is said so",
		{ messages: [] },
		{ messages: [], ended: true },
		"expected no ended, saw true",
	],
	["what is missing is nothing", { status: "OK" }, {}, 'expected status "OK", saw nothing'],
	[
		"a step that was not reached",
		{ silent: true },
		undefined,
		'expected {"silent":true}, saw nothing',
	],
] as const) {
	test(what, () => {
		expect(told(expected, observed)).toBe(`at a.finish: ${text}`);
	});
}

test("of a partial observation only what is in it is wrong, however it is asked for", () => {
	const expected = { received: { to: 3 }, sent: 1, deadline_ms: { from: 5, to: 9 } };
	expect(told(expected, { deadline_ms: 12 }, true)).toBe(
		'at a.finish: expected deadline_ms {"from":5,"to":9}, saw 12',
	);
	expect(told({ ended: "OK" }, { count: 0 }, true)).toBe(
		'at a.finish: expected {"ended":"OK"}, saw {"count":0}',
	);
});
