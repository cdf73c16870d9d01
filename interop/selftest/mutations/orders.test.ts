import { expect, test } from "vitest";
import type { EventName } from "../../model/batch.ts";
import type { EventAddress, ExpectedOrder, Scenario } from "../../model/scenario.ts";
import { catalogue } from "../../test/support/run.ts";
import { mutateOrder } from "./orders.ts";
import { perfectEvents } from "./perfect.ts";
import type { Recording } from "./recordings.ts";
import { Counter } from "./tally.ts";

const at = (event: EventName, nth = 1): EventAddress => ({ call: "a", event, nth });
const LOCK_STEP: ExpectedOrder[] = [
	[at("sent"), at("message")],
	[at("message"), at("sent", 2)],
	[at("sent", 2), at("message", 2)],
	[at("message"), at("message", 2)],
];

function recording(order: ExpectedOrder[]): Recording {
	const [any] = catalogue as [Scenario];
	const scripts = { ...any.scripts, python: { ...any.scripts.python, order } };
	const events = perfectEvents(order);
	return {
		cell: { behaviour: "python" },
		scenario: { ...any, scripts },
		line: { events },
		made: [],
	} as unknown as Recording;
}

test("a time line is made in which the pairs come in their order", () => {
	expect(perfectEvents(LOCK_STEP)).toEqual([
		[0, "a", "sent"],
		[1, "a", "message"],
		[2, "a", "sent"],
		[3, "a", "message"],
	]);
	expect(perfectEvents([...LOCK_STEP, [at("message", 2), at("sent")]])).toEqual([]);
});

test("every pair can fail, and its events elsewhere are caught", () => {
	const counters = { expectations: new Counter(), transcripts: new Counter() };
	mutateOrder(recording(LOCK_STEP), counters);
	expect(counters.expectations.tally()).toMatchObject({ tried: 4, caught: 4 });
	expect(counters.transcripts.tally()).toMatchObject({ tried: 7, caught: 7 });
});
