/** Runs scripts through the driver in this process, and the program itself in another. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseBatches } from "../../driver/batch.ts";
import type { FinishResult, JobLine, Line } from "../../driver/lines.ts";
import { runBatches } from "../../driver/run-batch.ts";

type Json = Readonly<Record<string, unknown>>;

/** The batch as it would stand in a file. */
export function batchOf(address: string, jobs: readonly Json[], more: Json = {}): string {
	return JSON.stringify({ batch: "b", target: { address, tls: null }, parallel: 1, jobs, ...more });
}

/** The same under contract 2, with several of them. */
export function batchesOf(...batches: readonly string[]): string {
	return JSON.stringify({ contract: 2, batches: batches.map((batch) => JSON.parse(batch)) });
}

/** A file's lines. */
export async function runLines(batch: string): Promise<Line[]> {
	const lines: Line[] = [];
	await runBatches(parseBatches(batch), async (line) => {
		lines.push(line);
	});
	return lines;
}

/** One job's line. */
export async function runSteps(
	address: string,
	steps: readonly Json[],
	more: { readonly limit_ms?: number; readonly tls?: Json } = {},
): Promise<JobLine> {
	const { limit_ms = 5000, tls = null } = more;
	const jobs = [{ job: "j", limit_ms, steps }];
	const lines = await runLines(batchOf(address, jobs, { target: { address, tls } }));
	const line = lines.find((candidate) => "job" in candidate);
	if (line === undefined) throw new Error("the driver printed no job line");
	return line;
}

export function open(method: string, more: Json = {}): Json {
	return { do: "open", call: "a", method, deadline_ms: null, metadata: [], ...more };
}

/** A step on call "a". */
export function step(name: string, more: Json = {}): Json {
	return { do: name, call: "a", ...more };
}

/** The last result, of a `finish`. */
export function finishOf(line: JobLine): FinishResult {
	return line.results.at(-1) as FinishResult;
}

/** The four usual steps around one message. */
export function unarySteps(method: string, message: Json = {}, more: Json = {}): readonly Json[] {
	return [open(method, more), step("send", { message }), step("finish")];
}

export interface Exit {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs the program; `slowly`: takes its output 100 ms late, as a busy reader would. */
export async function runMain(args: readonly string[], slowly = false): Promise<Exit> {
	const main = fileURLToPath(new URL("../../main.ts", import.meta.url));
	const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
	const exited = new Promise<number | null>((resolve) => child.on("close", resolve));
	if (slowly) await new Promise((resolve) => setTimeout(resolve, 600));
	const [stdout, stderr, code] = await Promise.all([
		child.stdout.toArray(),
		child.stderr.toArray(),
		exited,
	]);
	return {
		code,
		stdout: Buffer.concat(stdout).toString(),
		stderr: Buffer.concat(stderr).toString(),
	};
}

/** What the driver says of a job with these steps, over a channel with these options; contract 2. */
export async function runWith(address: string, channel: object, steps: readonly object[]) {
	const job = { job: "j", limit_ms: 5000, steps };
	const target = { address, tls: null, channel };
	const lines = await runLines(batchesOf(batchOf(address, [job], { target })));
	const line = lines.find((candidate) => "job" in candidate);
	if (line === undefined) throw new Error("the driver printed no job line");
	return line;
}
