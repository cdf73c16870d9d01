/** One start of a driver: listened to line by line through all of its batches, ended, whatever it does. */
import { type ContractVersion, DriverLine } from "../model/batch.ts";
import { type BatchRecord, describeExit, type Exit } from "../model/record.ts";
import type { Program } from "../peers/runtime.ts";
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

/** A batch, as far as listening to it goes. */
export interface Expected {
	readonly id: string;
	/** The longest limit of its jobs: no line for longer than that, and the driver hangs. */
	readonly longestLimitMs: number;
	/** What the driver writes on stderr meanwhile. */
	readonly log: LogFile;
}

export interface DriveOrder {
	/** In the order of the driver's file; at least one, and exactly one under contract 1. */
	readonly batches: readonly Expected[];
	readonly contract: ContractVersion;
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

/** Drives the batches to their end; a record for each. Never throws for what the driver does. */
export async function drive(program: Program, order: DriveOrder): Promise<BatchRecord[]> {
	const heard = new Heard(order);
	const { leaveMs } = order.limits;
	const killed = () => void program.signal("SIGKILL");
	if (order.signal.aborted) killed();
	order.signal.addEventListener("abort", killed, { once: true });
	const stderr = collect(program, () => heard.current.log);
	let distrust: Distrust | null;
	try {
		distrust = await listen(program, order, heard);
	} finally {
		order.signal.removeEventListener("abort", killed);
	}
	if (distrust !== null && !distrust.gone) await program.signal("SIGKILL");
	let exit = await within(program.exit, leaveMs);
	if (exit === TIMED_OUT && distrust?.gone) {
		distrust = closed(heard);
	}
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
	if (order.signal.aborted)
		distrust = { distrust: "the run was interrupted", hint: "Run it again." };
	return heard.records(distrust, how, program.command);
}

type Part = Pick<BatchRecord, "batch" | "started" | "ended" | "jobs" | "done">;

/** What the driver has said so far, by batch. */
class Heard {
	hello: BatchRecord["hello"] = null;
	readonly #order: DriveOrder;
	readonly #parts: Part[] = [];
	#at = 0;
	#last = performance.now();

	constructor(order: DriveOrder) {
		this.#order = order;
		this.#begin();
	}

	/** The batch that it is at, or the last one where all are done. */
	get current(): Expected {
		const { batches } = this.#order;
		const current = batches[Math.min(this.#at, batches.length - 1)];
		if (current === undefined) throw new Error("a driver was started without a batch");
		return current;
	}

	get allDone(): boolean {
		return this.#at === this.#order.batches.length;
	}

	/** Job lines of the current batch. */
	get jobs(): number {
		return this.#parts.at(-1)?.jobs.length ?? 0;
	}

	/** Takes a line; what speaks against the driver, or null. */
	take(line: string): Distrust | null {
		const now = performance.now();
		const ms = now - this.#last;
		this.#last = now;
		let value: unknown;
		try {
			value = JSON.parse(line);
		} catch {
			return babble(`a line that is not JSON: ${quote(line)}`);
		}
		const parsed = DriverLine.safeParse(value);
		if (!parsed.success) return babble(`a line of no known shape: ${quote(line)}`);
		const said = parsed.data;
		if ("hello" in said) return this.#greeted(said.hello);
		if (this.hello === null) return babble(`no hello first: ${quote(line)}`);
		if ("done" in said) return this.#ended(said.done);
		this.#parts.at(-1)?.jobs.push({ line: said, ms: Math.round(ms) });
		return null;
	}

	/**
	 * A fault amid the batches speaks against the one that it came in, and what follows was never
	 * run; one after all of them speaks against all.
	 */
	records(distrust: Distrust | null, exit: Exit | null, command: readonly string[]): BatchRecord[] {
		const { batches } = this.#order;
		return batches.map(({ id }, index): BatchRecord => {
			const part = this.#parts[index] ?? blank(id);
			const trusted = index < this.#at && !this.allDone;
			const before =
				index > this.#at ? `it never came to this batch: amid ${this.current.id}, ` : "";
			const doubt = trusted ? null : distrust;
			return {
				...part,
				ended: part.done === null ? new Date().toISOString() : part.ended,
				hello: this.hello,
				distrust: doubt && `${before}${doubt.distrust}`,
				hint: doubt?.hint ?? null,
				exit,
				command: [...command],
			};
		});
	}

	#greeted(hello: NonNullable<BatchRecord["hello"]>): Distrust | null {
		if (this.hello !== null) return babble("hello twice");
		this.hello = hello;
		const spoken = hello.contract ?? 1;
		return spoken >= this.#order.contract
			? null
			: babble(`contract ${spoken}, where its peer.yaml says ${this.#order.contract}`);
	}

	#ended({ batch, jobs }: { batch?: string | undefined; jobs: number }): Distrust | null {
		const wanted = this.#order.contract === 1 ? undefined : this.current.id;
		if (batch !== wanted) {
			return babble(`a done line for ${batch ?? "no batch"}, amid ${this.current.id}`);
		}
		const part = this.#parts.at(-1);
		if (part) {
			part.done = jobs;
			part.ended = new Date().toISOString();
		}
		this.#at += 1;
		this.#begin();
		return null;
	}

	#begin(): void {
		if (!this.allDone) this.#parts.push(blank(this.current.id));
	}
}

function blank(batch: string): Part {
	const now = new Date().toISOString();
	return { batch, started: now, ended: now, jobs: [], done: null };
}

/** Reads lines until the last `done` or the end; null where nothing speaks against the driver so far. */
async function listen(program: Program, order: DriveOrder, heard: Heard): Promise<Distrust | null> {
	const lines = linesOf(program.stdout, MAX_LINE);
	try {
		while (!heard.allDone) {
			const limit =
				heard.hello === null
					? order.limits.helloMs
					: heard.current.longestLimitMs + order.limits.graceMs;
			const next = await within(lines.next(), limit);
			if (next === TIMED_OUT) return silence(heard, limit);
			if (next.done) return ended(heard);
			const greeted = heard.hello !== null;
			const problem = heard.take(next.value);
			if (!greeted && heard.hello !== null) order.hello();
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

function silence(heard: Heard, limit: number): Distrust {
	const since = heard.hello === null ? "no hello" : "no line";
	return {
		distrust: `it hung: ${since} for ${Math.round(limit / 1000)} s`,
		hint: "A driver answers `timeout` itself once a job's limit_ms has run out.",
	};
}

function ended(heard: Heard): Distrust {
	return {
		distrust: `it ended ${soFar(heard)}`,
		hint: "Its log tells more; run its command by hand.",
		gone: true,
	};
}

function closed(heard: Heard): Distrust {
	return {
		distrust: `it closed its stdout ${soFar(heard)}, and lived on`,
		hint: "A driver prints its lines on stdout, and exits once it has printed done.",
	};
}

function soFar({ hello, jobs }: Heard): string {
	return `${hello === null ? "without a word" : "without its done line"}, after ${jobs} jobs`;
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

async function collect(program: Program, current: () => LogFile): Promise<void> {
	try {
		for await (const line of logLinesOf(program.stderr, MAX_LOG_LINE)) current().line(line);
	} catch (problem) {
		current().line(`[stderr: ${(problem as Error).message}]`);
	}
}
