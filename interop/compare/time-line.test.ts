import { expect, test } from "vitest";
import type { JobLine, Step, TimedEvent } from "../model/batch.ts";
import { untrueTimeLine } from "./time-line.ts";

const open = (call: string, method: string): Step => ({
	do: "open",
	call,
	method,
	deadline_ms: null,
	metadata: [],
});
const STEPS: Step[] = [
	open("a", "RouteChat"),
	{ do: "send", call: "a", message: {}, times: 2 },
	{ do: "receive_headers", call: "a" },
	{ do: "receive", call: "a", count: 1 },
	{ do: "pause", ms: 100 },
	open("b", "GetFeature"),
	{ do: "send", call: "b", message: {} },
	{ do: "finish", call: "b" },
	{ do: "half_close", call: "a" },
	{ do: "finish", call: "a" },
];
const end = (messages: number) => ({
	messages: Array.from({ length: messages }, () => ({})),
	initial: [],
	status: "OK",
	details: "",
	trailing: [],
	reserved: [],
});
const RESULTS = [{}, {}, { initial: [] }, { messages: [{}] }, {}, {}, {}, end(1), {}, end(1)];
const EVENTS: TimedEvent[] = [
	[0.1, "a", "start"],
	[0.2, "a", "sent"],
	[0.3, "a", "sent"],
	[1, "a", "headers"],
	[2, "a", "message"],
	[102.5, "b", "start"],
	[102.5, "b", "sent"],
	[103, "b", "headers"],
	[103, "b", "message"],
	[103, "b", "status"],
	[104, "a", "half_closed"],
	[105, "a", "message"],
	[105, "a", "status"],
];

function doubt(events: readonly TimedEvent[] | undefined, results: readonly object[] = RESULTS) {
	return untrueTimeLine({ results, events } as unknown as JobLine, STEPS);
}
const without = (at: number) => doubt(EVENTS.toSpliced(at, 1));
const moved = (from: number, to: number) => {
	const [ms] = EVENTS[to] ?? [0];
	const [, call, event] = EVENTS[from] ?? [0, "", "start" as const];
	return doubt(EVENTS.toSpliced(from, 1).toSpliced(to, 0, [ms, call, event]));
};

test("a time line that fits its steps and results is believed", () => {
	expect(doubt(EVENTS)).toBe(null);
	expect(without(2)).toBe(null);
	expect(without(10)).toBe(null);
});

test("a job that ended early is held to what it did", () => {
	expect(doubt(EVENTS.slice(0, 5), RESULTS.slice(0, 4))).toBe(null);
	expect(doubt(EVENTS.slice(0, 4), RESULTS.slice(0, 4))).toMatch(/0 messages of call a/);
});

for (const [what, found, said] of [
	["none at all", doubt(undefined), /no time line/],
	["a call that is not there", doubt([...EVENTS, [106, "c", "sent"]]), /tells of c/],
	["time that goes back", doubt(EVENTS.with(3, [0.2, "a", "headers"])), /back in time at event 3/],
	["a message too few", without(4), /1 messages of call a, its results 2/],
	[
		"a message too many",
		doubt(EVENTS.toSpliced(5, 0, [3, "a", "message"])),
		/3 messages of call a/,
	],
	[
		"more sent than there was",
		doubt(EVENTS.toSpliced(3, 0, [0.3, "a", "sent"])),
		/3 messages sent/,
	],
	["no end of a finished call", without(12), /has 0 ends/],
	["two starts", doubt(EVENTS.toSpliced(1, 0, [0.1, "a", "start"])), /2 times start/],
	["no start", without(0), /event start of call a is not there/],
	["headers that a step waited for and nobody saw", without(3), /headers of call a/],
	["a start before what came before it", moved(5, 3), /start of call b comes before/],
	[
		"a pause that was not made",
		doubt(EVENTS.map(([ms, call, event]) => [Math.min(ms, 50), call, event])),
		/start of call b comes before/,
	],
] as const) {
	test(`a time line is not believed: ${what}`, () => expect(found).toMatch(said));
}
