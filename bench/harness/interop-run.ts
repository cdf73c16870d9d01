/** One run of `npm run interop`, from its command line to what its files say of the time. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { z } from "zod";
import { BatchRecord } from "../../interop/model/record.ts";
import { Results } from "../../interop/model/results.ts";
import { runProgram } from "../../interop/support/run-program.ts";
import type { HarnessRun } from "../model/harness.ts";
import { covered, hull, type Span } from "./intervals.ts";

const CLI = resolve(import.meta.dirname, "../../interop/cli.ts");
/** Cells that fail took their time all the same. */
const JUDGED = [0, 1];

export interface InteropOrder {
	readonly round: number;
	readonly scenarios: readonly string[];
	/** Its other options. */
	readonly words: readonly string[];
	/** An empty folder for its files. */
	readonly folder: string;
	readonly signal: AbortSignal;
}

/** Throws where nothing was judged. */
export async function interopRun(order: InteropOrder): Promise<HarnessRun> {
	const words = ["--runtime", "process", "--scenario", order.scenarios.join(","), ...order.words];
	const began = Date.now();
	await runProgram([process.execPath, CLI, ...words, "--out", order.folder], {
		env: environment(),
		signal: order.signal,
		accepted: JUDGED,
		orderly: true,
	});
	const wall = Date.now() - began;
	const spans = batchSpans(order.folder);
	const run = hull(spans);
	const cells = cellsIn(order.folder);
	if (run === null) throw new Error("no batch ran");
	const seconds = (run.to - run.from) / 1e3;
	return {
		round: order.round,
		cells,
		wall_seconds: wall / 1e3,
		start_seconds: (run.from - began) / 1e3,
		running_seconds: seconds,
		share_outside_peers: 1 - covered(spans) / wall,
		cells_per_second: cells / seconds,
	};
}

const Times = BatchRecord.pick({ started: true, ended: true }).loose();

function batchSpans(folder: string): Span[] {
	const transcripts = join(folder, "transcripts");
	return readdirSync(transcripts).map((name) => {
		const { started, ended } = read(join(transcripts, name), Times);
		return { from: Date.parse(started), to: Date.parse(ended) };
	});
}

/** Those that were carried out. */
function cellsIn(folder: string): number {
	const { cells } = read(join(folder, "results.json"), Results.pick({ cells: true }).loose());
	return cells.filter(({ outcome }) => outcome !== "unsupported" && outcome !== "could-not-run")
		.length;
}

function read<T extends z.ZodType>(file: string, schema: T): z.output<T> {
	return schema.parse(JSON.parse(readFileSync(file, "utf8")));
}

function environment(): Record<string, string> {
	return Object.fromEntries(
		Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
	);
}
