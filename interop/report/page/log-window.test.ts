import { expect, test } from "vitest";
import type { BatchRecord } from "../../model/record.ts";
import { pageLog, periodOf } from "./log-window.ts";

const STARTED = "2026-03-01T12:00:00.000Z";
const job = (name: string, ms: number, lasted: number): BatchRecord["jobs"][number] => ({
	line: {
		job: name,
		end: "completed",
		at: null,
		why: null,
		results: [],
		events: [[lasted, "a", "status"]],
	},
	ms,
});
const batch: BatchRecord = {
	batch: "b",
	started: STARTED,
	ended: STARTED,
	hello: null,
	jobs: [job("k1", 1000, 900), job("k2", 500, 1200)],
	done: 2,
	distrust: null,
	hint: null,
	exit: null,
	command: [],
};

test("a job ran up to its line, and began as long before as its time line is", () => {
	const at = Date.parse(STARTED);
	expect(periodOf(batch, "k1")).toEqual([at, at + 1000]);
	expect(periodOf(batch, "k2")).toEqual([at + 300, at + 1500]);
	expect(periodOf(batch, "k3")).toBeNull();
});

test("of a log with times, what was written while the cell ran is shown", () => {
	const log = ["00.100", "00.700", "01.400", "09.000"]
		.map((at) => `2026-03-01T12:00:${at}Z line at ${at}`)
		.join("\n");
	const { text, during } = pageLog(log, periodOf(batch, "k2"));
	expect(text.match(/at \S+/g)).toEqual(["at 00.700", "at 01.400"]);
	expect(during).toBe(true);
});

test("of a log without times, or with nothing at that time, its start and end are shown", () => {
	expect(pageLog("one\ntwo\n", periodOf(batch, "k1"))).toEqual({
		text: "one\ntwo",
		left: 0,
		during: false,
	});
	expect(pageLog("2020-01-01T00:00:00.000Z long ago", periodOf(batch, "k1")).during).toBe(false);
	expect(pageLog("2026-03-01T12:00:00.100Z no job", null).during).toBe(false);
});
