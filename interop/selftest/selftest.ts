/** The selftest, step after step: prepared, run, judged, written down. */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Progress, type Sink } from "../cli/progress.ts";
import { judge } from "../compare/judge.ts";
import { EXIT, type ExitCode } from "../model/error.ts";
import type { RunRecord } from "../model/record.ts";
import type { Results } from "../model/results.ts";
import { processRuntime } from "../peers/process/runtime.ts";
import { RunFolder } from "../run/folder.ts";
import { run } from "../run/run.ts";
import type { RunEvents } from "../run/world.ts";
import { databaseText } from "../scenarios/databases.ts";
import { SCENARIOS_FOLDER } from "../scenarios/load.ts";
import { isProven, proveAssertions } from "./mutations/proof.ts";
import { assertionLines, assertionsReportOf } from "./mutations/report.ts";
import { HEALTHY, type Prepared, prepare } from "./prepare.ts";
import { reportOf, textOf } from "./report.ts";
import { holds, verdictOf } from "./verdict.ts";

const REPORTS = resolve(import.meta.dirname, "../../reports");

export interface SelftestOptions {
	/** Globs of broken peers; empty: all. */
	readonly peers: readonly string[];
	readonly parallel: number;
	readonly command: string;
	readonly signal: AbortSignal;
	readonly progress: Sink;
	out(text: string): void;
}

/** Carries the plan out and judges it; everything is left in the folder. Null where it was interrupted. */
export async function carryOut(
	{ peers, scenarios, plan }: Prepared,
	folder: RunFolder,
	options: Pick<SelftestOptions, "parallel" | "signal"> & { readonly events: RunEvents },
): Promise<Results | null> {
	const { parallel, signal, events } = options;
	const started = new Date().toISOString();
	const record: RunRecord = { id: "selftest", started, ended: null, interrupted: false };
	folder.write("run.json", record);
	folder.write("scenarios.json", { scenarios });
	folder.write("plan.json", plan);
	folder.write("peers.json", { peers: [] });
	try {
		await using runtime = processRuntime();
		const databases = (name: string) => databaseText(SCENARIOS_FOLDER, name);
		const keep = null;
		const order = { plan, peers, scenarios, databaseText: databases, runtime, folder, keep };
		await run({ ...order, parallel, signal, events });
	} finally {
		const ended = new Date().toISOString();
		folder.write("run.json", { ...record, ended, interrupted: signal.aborted });
	}
	if (signal.aborted) return null;
	const { results, details } = judge(folder.read());
	folder.write("results.json", results);
	folder.write("details.json", { details });
	return results;
}

/** Runs it; resolves with the exit code. Throws InteropError. */
export async function selftest(options: SelftestOptions): Promise<ExitCode> {
	const prepared = prepare(options.peers, options.command);
	const folder = RunFolder.create("selftest", join(REPORTS, "selftest"));
	// Failures are what this is for: they are not news.
	const progress = new Progress(options.progress, prepared.plan, () => []);
	let results: Results | null;
	try {
		results = await carryOut(prepared, folder, { ...options, events: eventsOf(progress) });
	} finally {
		progress.end();
	}
	if (results === null) return EXIT.interrupted;
	const ids = prepared.scenarios.map(({ id }) => id);
	const verdict = verdictOf(prepared.subjects, results, ids);
	const proof = proveAssertions(folder.read(), HEALTHY);
	const partly = options.peers.length > 0;
	// A part of them must not look like all of them.
	const name = partly ? "selftest-part" : "selftest";
	write(`${name}.json`, reportOf(verdict));
	write(`${name}-assertions.json`, assertionsReportOf(proof));
	options.out([textOf(verdict, partly), ...assertionLines(proof)].join("\n"));
	return holds(verdict, partly) && isProven(proof) ? EXIT.green : EXIT.red;
}

function write(name: string, report: unknown): void {
	writeFileSync(join(REPORTS, name), `${JSON.stringify(report, null, "\t")}\n`);
}

/** Progress without a line for each of so many peers that is ready. */
function eventsOf(progress: Progress): RunEvents {
	return {
		preparing() {},
		setupLine() {},
		prepared() {},
		started: progress.started.bind(progress),
		batch: progress.batch.bind(progress),
	};
}
