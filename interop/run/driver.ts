/** One batch on one driver: started, listened to line by line, ended, whatever it does. */
import { DriverLine } from "../model/batch.ts";
import type { BatchRecord } from "../model/record.ts";
import type { Program } from "../peers/runtime.ts";
import { describeExit } from "../peers/server.ts";
import { linesOf, logLinesOf } from "../support/lines.ts";
import type { LogFile } from "../support/log-file.ts";
import { TIMED_OUT, within } from "../support/timers.ts";

/** How long a driver may take over what it does outside of its jobs. */
export interface DriverLimits {
	/** To say hello. */
	readonly helloMs: number;
	/** To leave, once it has printed its `done` line. */
	readonly leaveMs: number;
	/** Beyond a job's own limit, to say that it ran out. */
	readonly graceMs: number;
}
export const DRIVER_LIMITS: DriverLimits = { helloMs: 30_000, leaveMs: 5_000, graceMs: 5_000 };
const MAX_LINE = 64 * 1024 * 1024;
const MAX_LOG_LINE = 1024 * 1024;

export interface DriveOrder {
	readonly batch: string;
	/** The longest limit of its jobs: no line for longer than that, and the driver hangs. */
	readonly longestLimitMs: number;
	readonly log: LogFile;
	/** Called when the driver has said hello. */
	readonly hello: () => void;
	/** Aborted when the run is interrupted. */
	readonly signal: AbortSignal;
	readonly limits: DriverLimits;
}

interface Distrust extends Pick<BatchRecord, "distrust" | "hint"> {
	/** True where the driver ended by itself, so that how it ended says more. */
	readonly gone?: boolean;
}

/** Drives one batch to its end. Never throws for what the driver does: that is in the record. */
export async function drive(program: Program, order: DriveOrder): Promise<BatchRecord> {
	const started = new Date().toISOString();
	const heard: Heard = { hello: null, jobs: [], done: null };
	const { leaveMs } = order.limits;
	const killed = () => void program.signal("SIGKILL");
	if (order.signal.aborted) killed();
	order.signal.addEventListener("abort", killed, { once: true });
	const stderr = collect(program, order.log);
	let distrust: Distrust | null;
	try {
		distrust = await listen(program, order, heard);
	} finally {
		order.signal.removeEventListener("abort", killed);
	}
	if (distrust !== null) await program.signal("SIGKILL");
	let exit = await within(program.exit, leaveMs);
	if (exit === TIMED_OUT) {
		distrust ??= {
			distrust: `it did not exit within ${leaveMs / 1000} s of its done line`,
			hint: "A driver closes its channel and exits once it has printed done.",
		};
		await program.signal("SIGKILL");
		exit = await within(program.exit, leaveMs);
	}
	await within(stderr, leaveMs);
	const how = exit === TIMED_OUT ? null : exit;
	if (distrust?.gone && how !== null) {
		distrust = { ...distrust, distrust: `${distrust.distrust}, with ${describeExit(how)}` };
	}
	if (distrust === null && how !== null && (how.code !== 0 || how.signal !== null)) {
		distrust = {
			distrust: `it ended with ${describeExit(how)}`,
			hint: "Its log tells more.",
		};
	}
	return {
		batch: order.batch,
		started,
		ended: new Date().toISOString(),
		hello: heard.hello,
		jobs: heard.jobs,
		done: heard.done,
		distrust: order.signal.aborted ? "the run was interrupted" : (distrust?.distrust ?? null),
		hint: order.signal.aborted ? "Run it again." : (distrust?.hint ?? null),
		exit: how,
		command: [...program.command],
	};
}

interface Heard {
	hello: BatchRecord["hello"];
	jobs: BatchRecord["jobs"];
	done: number | null;
}

/** Reads lines until `done` or the end; null where nothing speaks against the driver so far. */
async function listen(program: Program, order: DriveOrder, heard: Heard): Promise<Distrust | null> {
	const lines = linesOf(program.stdout, MAX_LINE);
	let last = performance.now();
	try {
		while (heard.done === null) {
			const limit =
				heard.hello === null ? order.limits.helloMs : order.longestLimitMs + order.limits.graceMs;
			const next = await within(lines.next(), limit);
			if (next === TIMED_OUT) return silence(heard, limit);
			if (next.done) return ended(heard);
			const now = performance.now();
			const greeted = heard.hello !== null;
			const problem = take(next.value, heard, now - last);
			if (!greeted && heard.hello !== null) order.hello();
			last = now;
			if (problem !== null) return problem;
		}
		const more = await within(lines.next(), order.limits.leaveMs);
		if (more !== TIMED_OUT && !more.done) {
			return babble(`a line after its done line: ${quote(more.value)}`);
		}
		return null;
	} catch (problem) {
		return babble((problem as Error).message);
	}
}

function take(line: string, heard: Heard, ms: number): Distrust | null {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return babble(`a line that is not JSON: ${quote(line)}`);
	}
	const parsed = DriverLine.safeParse(value);
	if (!parsed.success) return babble(`a line of no known shape: ${quote(line)}`);
	const said = parsed.data;
	if ("hello" in said) {
		if (heard.hello !== null) return babble("hello twice");
		heard.hello = said.hello;
		return null;
	}
	if (heard.hello === null) return babble(`no hello first: ${quote(line)}`);
	if ("done" in said) heard.done = said.done.jobs;
	else heard.jobs.push({ line: said, ms: Math.round(ms) });
	return null;
}

function silence(heard: Heard, limit: number): Distrust {
	const since = heard.hello === null ? "no hello" : "no line";
	return {
		distrust: `it hung: ${since} for ${Math.round(limit / 1000)} s`,
		hint: "A driver answers `timeout` itself once a job's limit_ms has run out.",
	};
}

function ended(heard: Heard): Distrust {
	const how = heard.hello === null ? "without a word" : "without its done line";
	return {
		distrust: `it ended ${how}, after ${heard.jobs.length} jobs`,
		hint: "Its log tells more; run its command by hand.",
		gone: true,
	};
}

function babble(what: string): Distrust {
	return {
		distrust: `it printed ${what}`,
		hint: "interop/model/driver-contract.md says what a driver prints.",
	};
}

function quote(line: string): string {
	return JSON.stringify(line.length > 160 ? `${line.slice(0, 160)}…` : line);
}

async function collect(program: Program, log: LogFile): Promise<void> {
	try {
		for await (const line of logLinesOf(program.stderr, MAX_LOG_LINE)) log.line(line);
	} catch (problem) {
		log.line(`[stderr: ${(problem as Error).message}]`);
	}
}
