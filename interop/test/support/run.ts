/** The stages after the command line, for peers that no folder holds. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judgeRepeated } from "../../compare/repeated.ts";
import type { Peer } from "../../model/peer.ts";
import type { Plan } from "../../model/plan.ts";
import type { CellDetail, Results } from "../../model/results.ts";
import type { RunFacts } from "../../model/run-facts.ts";
import type { Transport } from "../../model/words.ts";
import { processRuntime } from "../../peers/process/runtime.ts";
import { makePlan } from "../../plan/plan.ts";
import { repeated } from "../../plan/repeat.ts";
import { select } from "../../plan/select.ts";
import { RunFolder } from "../../run/folder.ts";
import { run } from "../../run/run.ts";
import type { RunEvents } from "../../run/world.ts";
import { DEFAULT_DATABASE, databaseText } from "../../scenarios/databases.ts";
import { loadScenarios, SCENARIOS_FOLDER } from "../../scenarios/load.ts";

/** What the small peers can do. */
export const SCENARIOS = ["get-feature/known-point", "get-feature/unknown-point"];

export const catalogue = loadScenarios();

/** Short where nothing but a fault is waited for, and long enough for a busy machine. */
const LIMITS = {
	driver: { helloMs: 6_000, leaveMs: 2_500, graceMs: 1_000 },
	server: { readyMs: 6_000, stopMs: 1_500, witnessMs: 1_000 },
};

const SILENT: RunEvents = {
	preparing() {},
	setupLine() {},
	prepared() {},
	started() {},
	batch() {},
};

export interface Ran extends Disposable {
	readonly results: Results;
	readonly details: readonly CellDetail[];
	readonly files: RunFacts;
	readonly folder: RunFolder;
	/** `outcome: reason` of the cells of a server or client, without repeats. */
	said(name: string): string[];
}

export interface Asked {
	readonly transports?: readonly Transport[];
	readonly scenarios?: readonly string[];
	readonly parallel?: number;
	readonly signal?: AbortSignal;
	readonly events?: Partial<RunEvents>;
	readonly ledger?: Plan["ledger"];
	/** Repetitions; one where absent. */
	readonly repeat?: number;
}

/** Runs the small scenarios with these peers, and judges. */
export async function runWith(peers: readonly Peer[], asked: Asked = {}): Promise<Ran> {
	const scenarios = asked.scenarios ?? SCENARIOS;
	const selection = select(peers, catalogue, {
		transport: asked.transports ?? ["plaintext"],
		scenario: scenarios,
	});
	const once = makePlan(selection, {
		runtime: "process",
		runtime_reason: "a test",
		command: "a test",
		filters: {},
		limit_ms: 3_000,
		ledger: asked.ledger ?? [],
		defaultDatabase: DEFAULT_DATABASE,
	});
	const plan = asked.repeat === undefined ? once : repeated(once, asked.repeat, 1);
	const path = mkdtempSync(join(tmpdir(), "harness-test-"));
	const folder = RunFolder.create("test", path);
	const started = new Date().toISOString();
	const signal = asked.signal ?? new AbortController().signal;
	folder.write("scenarios.json", { scenarios: selection.scenarios });
	folder.write("plan.json", plan);
	await using runtime = processRuntime();
	await run({
		plan,
		peers,
		scenarios: selection.scenarios,
		databaseText: (name) => databaseText(SCENARIOS_FOLDER, name),
		runtime,
		folder,
		parallel: asked.parallel ?? 4,
		signal,
		events: { ...SILENT, ...asked.events },
		limits: LIMITS,
		keep: null,
	});
	const interrupted = signal.aborted;
	folder.write("run.json", { id: "test", started, ended: started, interrupted });
	const files = folder.read();
	const { results, details } = judgeRepeated(folder.open());
	return {
		results,
		details,
		files,
		folder,
		said: (name) => [
			...new Set(
				results.cells
					.filter(({ server, client }) => server === name || client === name)
					.map(({ outcome, reason }) => (reason === null ? outcome : `${outcome}: ${reason}`)),
			),
		],
		[Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
	};
}
