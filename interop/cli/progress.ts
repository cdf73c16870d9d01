/** Progress as it happens: plain lines, and on a terminal a last line that is kept up to date. */
import { styleText } from "node:util";
import { createLogUpdate } from "log-update";
import type { BatchPlan, Plan } from "../model/plan.ts";
import type { BatchRecord, PeerRecord } from "../model/record.ts";
import { count, counted } from "../report/verdict.ts";
import { clip, oneLine, visible } from "../report/visible.ts";
import type { RunEvents } from "../run/world.ts";
import { bar, timeLeft } from "./progress-text.ts";

/** Between two plain lines of progress, where there is no terminal. */
const PLAIN_MS = 5_000;
/** Of a terminal that does not say how wide it is. */
const WIDTH = 80;

export interface Sink {
	/** Whether the stream is a terminal, that can be written over. */
	readonly live: boolean;
	readonly colour: boolean;
	readonly stream: NodeJS.WriteStream;
}

/** A stream as it is: NO_COLOR takes its colours, CI the line that is written over, and a dumb terminal has neither. */
export function sinkOn(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Sink {
	const isTerminal = stream.isTTY && env.TERM !== "dumb";
	return { live: isTerminal && !env.CI, colour: isTerminal && !env.NO_COLOR, stream };
}

/** `quiet`: nothing; `verbose`: what is set up, each start of a server, each batch. */
export type Loudness = "quiet" | "usual" | "verbose";

export class Progress implements RunEvents {
	readonly #sink: Sink;
	readonly #plan: Plan;
	readonly #loudness: Loudness;
	readonly #update;
	/** Lines about the cells of a batch that failed, for showing them as they come. */
	readonly #failuresOf: (record: BatchRecord, batch: BatchPlan) => readonly string[];
	readonly #seen = new Set<string>();
	#cells = 0;
	#batches = 0;
	#failures = 0;
	/** When the first driver could begin. */
	#began: number | null = null;
	#lastPlain = performance.now();
	#doing = "";

	constructor(
		sink: Sink,
		plan: Plan,
		failuresOf: (record: BatchRecord, batch: BatchPlan) => readonly string[],
		loudness: Loudness = "usual",
	) {
		this.#sink = sink;
		this.#plan = plan;
		this.#failuresOf = failuresOf;
		this.#loudness = loudness;
		this.#update = sink.live && loudness !== "quiet" ? createLogUpdate(sink.stream) : null;
	}

	preparing(peer: string): void {
		this.#now(`setting up ${peer}`);
	}

	setupLine(peer: string, line: string): void {
		this.#now(`${peer}: ${oneLine(line, 70)}`);
	}

	prepared({ peer, seconds, image, failed }: PeerRecord): void {
		this.#doing = "";
		if (failed) this.#line(this.#red(visible(`✗ ${failed.why}\n    ${failed.hint}`)));
		else this.#line(`  ${peer} is ready (${image ? "image" : "process"}, ${seconds} s)`);
	}

	started(instance: string, ms: number): void {
		this.#began ??= performance.now() - ms;
		if (this.#seen.has(instance)) return;
		this.#seen.add(instance);
		this.#now(`started ${instance} in ${Math.round(ms)} ms`);
	}

	batch(record: BatchRecord, batch: BatchPlan): void {
		this.#cells += batch.cells.length;
		this.#batches += 1;
		const failures = this.#failuresOf(record, batch);
		this.#failures += failures.length;
		if (this.#loudness === "verbose") {
			const ms = Date.parse(record.ended) - Date.parse(record.started);
			this.#line(`  ${batch.id}: ${counted(batch.cells.length, "cell")} in ${count(ms)} ms`);
		}
		for (const failure of failures) this.#line(this.#red(oneLine(failure, 1000)));
		this.#refresh();
	}

	/** Leaves the terminal clean. */
	end(): void {
		this.#update?.clear();
		this.#update?.done();
	}

	#now(doing: string): void {
		this.#doing = doing;
		if (this.#loudness === "verbose") this.#line(`  ${doing}`);
		this.#refresh();
	}

	#status(): string {
		const { cells, repeat, batches } = this.#plan;
		const total = cells.length * repeat.times;
		const done = total === 0 ? 0 : this.#cells / total;
		const left = this.#began === null ? null : timeLeft(done, performance.now() - this.#began);
		return [
			`${this.#sink.live ? `${bar(done)} ` : ""}${count(this.#cells)} of ${counted(total, "cell")}`,
			`${count(this.#batches)} of ${counted(batches.length, "batch", "batches")}`,
			...(this.#failures === 0 ? [] : [`${count(this.#failures)} not as they should be`]),
			...(left === null ? [] : [left]),
		].join(", ");
	}

	#refresh(): void {
		if (this.#loudness === "quiet") return;
		const doing = this.#doing === "" ? "" : `  (${this.#doing})`;
		const text = `  ${this.#status()}${doing}`;
		if (this.#update !== null) {
			this.#update(clip(text, (this.#sink.stream.columns ?? WIDTH) - 1));
			return;
		}
		if (performance.now() - this.#lastPlain < PLAIN_MS) return;
		this.#lastPlain = performance.now();
		this.#sink.stream.write(`${text}\n`);
	}

	#line(text: string): void {
		if (this.#loudness === "quiet") return;
		this.#update?.clear();
		this.#sink.stream.write(`${text}\n`);
	}

	#red(text: string): string {
		return this.#sink.colour ? styleText("red", text, { validateStream: false }) : text;
	}
}
