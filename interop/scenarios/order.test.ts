import { expect, test } from "vitest";
import type { Step } from "../model/batch.ts";
import { expectedOrder } from "./order.ts";

const STEPS: Step[] = [
	{ do: "open", call: "a", method: "RouteChat", deadline_ms: null, metadata: [] },
	{ do: "send", call: "a", message: {}, times: 3 },
	{ do: "receive_headers", call: "a" },
	{ do: "receive", call: "a", count: 1 },
	{ do: "finish", call: "a" },
];
const SHOWN = [
	null,
	null,
	{ initial: [] },
	{ messages: [{}] },
	{ status: "OK" as const, messages: [{}] },
];
const orderOf = (...written: unknown[]) => expectedOrder(written, STEPS, SHOWN);

test("events are named by call, kind and number, the first where none is said", () => {
	expect(orderOf(["a.message.2", "a.sent.3"], ["a.headers", "a.status"])).toEqual([
		[
			{ call: "a", event: "message", nth: 2 },
			{ call: "a", event: "sent", nth: 3 },
		],
		[
			{ call: "a", event: "headers", nth: 1 },
			{ call: "a", event: "status", nth: 1 },
		],
	]);
});

for (const [what, pair, said] of [
	["one event", ["a.start"], /expected pairs of events/],
	["no pair", "a.start", /expected pairs of events/],
	["a kind that is none", ["a.start", "a.thought"], /expected CALL.EVENT/],
	["a call that is not opened", ["a.start", "b.start"], /no start of call b/],
	["more than are sent", ["a.start", "a.sent.4"], /only 3 sent of call a/],
	["more than are expected", ["a.start", "a.message.3"], /only 2 message of call a/],
	["what no step makes", ["a.half_closed", "a.status"], /no half_closed of call a/],
] as const) {
	test(`an order is refused: ${what}`, () => expect(() => orderOf(pair)).toThrow(said));
}
