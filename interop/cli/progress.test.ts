import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { BatchPlan } from "../model/plan.ts";
import type { BatchRecord } from "../model/record.ts";
import { factsOf } from "../test/support/facts.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { type Loudness, Progress, type Sink, sinkOn } from "./progress.ts";
import { bar, timeLeft } from "./progress-text.ts";

const { plan, batches } = factsOf([smallServer("one"), smallClient("one")]);
const batch = plan.batches.find(({ cells }) => cells.length > 0) as BatchPlan;
const record = batches.find((one) => one.batch === batch.id) as BatchRecord;

/** What is written while a run goes on in which one batch fails. */
function shown(
	is: Partial<Omit<Sink, "stream">>,
	loudness?: Loudness,
	printed: string | null = null,
): string {
	let text = "";
	const write = (part: string) => {
		text += part;
		return true;
	};
	const stream = { write, columns: 90, isTTY: is.live } as unknown as NodeJS.WriteStream;
	const sink = { live: false, colour: false, ...is, stream };
	const progress = new Progress(
		sink,
		plan,
		() => [`✗ a cell: ${printed ?? "it failed"}`],
		loudness,
	);
	progress.preparing("small");
	progress.setupLine("small", printed ?? "downloading");
	if (printed !== null) {
		const failed = { why: printed, hint: "" };
		progress.prepared({ peer: "small", title: "", seconds: 1, image: null, failed });
	}
	progress.prepared({ peer: "small", title: "", seconds: 1, image: null, failed: null });
	progress.started("one.plaintext", 12.4);
	progress.batch(record, batch);
	progress.end();
	return text;
}

test("where there is no terminal, lines are plain: no controls, no bar", () => {
	const text = shown({});
	expect(text).toBe("  small is ready (process, 1 s)\n✗ a cell: it failed\n");
});

test("a terminal that is dumb has neither colours nor a line that is written over", () => {
	const stream = { isTTY: true } as NodeJS.WriteStream;
	const at = (env: NodeJS.ProcessEnv) => {
		const { live, colour } = sinkOn(stream, env);
		return { live, colour };
	};
	expect(at({ TERM: "xterm" })).toEqual({ live: true, colour: true });
	expect(at({ TERM: "dumb" })).toEqual({ live: false, colour: false });
	expect(at({ NO_COLOR: "1" })).toEqual({ live: true, colour: false });
	expect(at({ NO_COLOR: "" })).toEqual({ live: true, colour: true });
	expect(at({ CI: "1" })).toEqual({ live: false, colour: true });
	expect(sinkOn({ isTTY: false } as NodeJS.WriteStream, {}).live).toBe(false);
});

test("what peers print is shown, and does nothing to the terminal", () => {
	for (const live of [true, false]) {
		const text = shown({ live }, "verbose", "a\u001b[2Jb\tc\rd\u202e");
		expect(text).toContain("small: ab c\\u000dd\\u202e");
		expect(text).toContain("✗ ab\tc\\u000dd\\u202e\n");
		expect(text).toContain("✗ a cell: ab c\\u000dd\\u202e\n");
		for (const raw of ["\u001b[2J", "\u202e", "\r"]) expect(text).not.toContain(raw);
	}
});

test("a terminal has a bar that fits its width, and failures as they come", () => {
	const text = shown({ live: true });
	expect(text).not.toBe(stripVTControlCharacters(text));
	const lines = stripVTControlCharacters(text).split("\n");
	expect(lines).toContain("✗ a cell: it failed");
	const bars = lines.filter((line) => line.includes("░"));
	expect(bars[0]).toMatch(/^ {2}░{20} {3}0 % 0 of 1 cell, 0 of \d+ batches/);
	expect(lines.some((line) => /█{20} 100 % 1 of 1 cell, .*1 not as they should/.test(line))).toBe(
		true,
	);
	for (const line of bars) expect(line.length).toBeLessThan(90);
});

test("colours come where they are wanted only", () => {
	expect(shown({ colour: true })).toContain("\u001b[31m✗ a cell: it failed\u001b[39m");
	expect(stripVTControlCharacters(shown({ colour: true }))).toBe(shown({}));
});

test("quiet says nothing, verbose says each set-up, start and batch", () => {
	expect(shown({}, "quiet")).toBe("");
	expect(shown({ live: true, colour: true }, "quiet")).toBe("");
	const text = shown({}, "verbose");
	expect(text).toContain("  small: downloading\n");
	expect(text).toContain("  started one.plaintext in 12 ms\n");
	expect(text).toContain(`  ${batch.id}: 1 cell in 0 ms\n`);
});

test("a bar is as long as the share, and full only where all is done", () => {
	expect(bar(0)).toBe(`${"░".repeat(20)}   0 %`);
	expect(bar(0.5)).toBe(`${"█".repeat(10)}${"░".repeat(10)}  50 %`);
	expect(bar(0.999)).toBe(`${"█".repeat(19)}░  99 %`);
	expect(bar(1)).toBe(`${"█".repeat(20)} 100 %`);
});

test("what is left is told in seconds, then in minutes, and not before it can be known", () => {
	expect(timeLeft(0.19, 60_000)).toBe(null);
	expect(timeLeft(0.5, 30_000)).toBe("about 30 s left");
	expect(timeLeft(0.25, 180_000)).toBe("about 9 min left");
	expect(timeLeft(1, 60_000)).toBe(null);
});
