import { expect, test } from "vitest";
import type { TimedEvent } from "../model/batch.ts";
import type { EventAddress } from "../model/scenario.ts";
import { firstDisorder } from "./order.ts";

const EVENTS: TimedEvent[] = [
	[0, "a", "start"],
	[1, "a", "sent"],
	[2, "a", "message"],
	[2, "a", "sent"],
];
const sent = (nth: number): EventAddress => ({ call: "a", event: "sent", nth });
const message: EventAddress = { call: "a", event: "message", nth: 1 };

test("pairs in their order are as expected, also at one moment", () => {
	expect(firstDisorder([], [])).toBe(null);
	expect(
		firstDisorder(
			[
				[sent(1), message],
				[message, sent(2)],
			],
			EVENTS,
		),
	).toBe(null);
});

test("a pair the other way round is named, with its times", () => {
	expect(firstDisorder([[sent(2), sent(1)]], EVENTS)).toEqual({
		at: "order",
		expected: "a.sent.2 before a.sent",
		observed: { "a.sent.2": "at 2 ms", "a.sent": "at 1 ms" },
	});
});

test("an event that never came is in no order", () => {
	expect(firstDisorder([[message, sent(3)]], EVENTS)?.observed).toEqual({
		"a.message": "at 2 ms",
		"a.sent.3": "never",
	});
	expect(firstDisorder([[message, sent(1)]], [])?.observed).toMatchObject({ "a.sent": "never" });
});
