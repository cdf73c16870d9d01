/** Progress as it happens: plain lines, and on a terminal a last line that is kept up to date. */
import { createLogUpdate } from "log-update";
import type { BatchPlan, Plan } from "../model/plan.ts";
import type { BatchRecord, PeerRecord } from "../model/record.ts";
import { counted } from "../report/verdict.ts";
import type { RunEvents } from "../run/run.ts";

/** Between two plain lines of progress, where there is no terminal. */
const PLAIN_MS = 5_000;

export interface Sink {
	/** Whether the stream is a terminal, that can be written over. */
	readonly live: boolean;
	readonly stream: NodeJS.WriteStream;
}

export class Progress implements RunEvents {
	readonly #sink: Sink;
	readonly #plan: Plan;
	readonly #update;
	/** Lines about the cells of a batch that failed, for showing them as they come. */
	readonly #failuresOf: (record: BatchRecord, batch: BatchPlan) => readonly string[];
	readonly #started = new Set<string>();
	#cells = 0;
	#batches = 0;
	#failures = 0;
	#lastPlain = performance.now();
	#doing = "";

	constructor(
		sink: Sink,
		plan: Plan,
		failuresOf: (record: BatchRecord, batch: BatchPlan) => readonly string[],
	) {
		this.#sink = sink;
		this.#plan = plan;
		this.#failuresOf = failuresOf;
		this.#update = sink.live ? createLogUpdate(sink.stream) : null;
	}

	preparing(peer: string): void {
		this.#doing = `setting up ${peer}`;
		this.#refresh();
	}

	setupLine(peer: string, line: string): void {
		this.#doing = `${peer}: ${line.trim().slice(0, 70)}`;
		this.#refresh();
	}

	prepared({ peer, seconds, image, failed }: PeerRecord): void {
		this.#doing = "";
		if (failed) this.#line(`✗ ${failed.why}\n    ${failed.hint}`);
		else this.#line(`  ${peer} is ready (${image ? "image" : "process"}, ${seconds} s)`);
	}

	started(instance: string, ms: number): void {
		if (this.#started.has(instance)) return;
		this.#started.add(instance);
		this.#doing = `started ${instance} in ${Math.round(ms)} ms`;
		this.#refresh();
	}

	batch(record: BatchRecord, batch: BatchPlan): void {
		this.#cells += batch.cells.length;
		this.#batches += 1;
		const failures = this.#failuresOf(record, batch);
		this.#failures += failures.length;
		for (const failure of failures) this.#line(failure);
		this.#refresh();
	}

	/** Leaves the terminal clean. */
	end(): void {
		this.#update?.clear();
		this.#update?.done();
	}

	#status(): string {
		const failed = this.#failures === 0 ? "" : `, ${this.#failures} not as they should be`;
		const doing = this.#doing === "" ? "" : `  (${this.#doing})`;
		const { cells, repeat } = this.#plan;
		return `  ${this.#cells} of ${counted(cells.length * repeat.times, "cell")}, ${this.#batches} of ${counted(this.#plan.batches.length, "batch", "batches")}${failed}${doing}`;
	}

	#refresh(): void {
		if (this.#update !== null) {
			this.#update(this.#status());
			return;
		}
		if (performance.now() - this.#lastPlain < PLAIN_MS) return;
		this.#lastPlain = performance.now();
		this.#sink.stream.write(`${this.#status()}\n`);
	}

	#line(text: string): void {
		this.#update?.clear();
		this.#sink.stream.write(`${text}\n`);
	}
}
