/** The whole pipeline, stage after stage. */
import { randomBytes, randomInt } from "node:crypto";
import { judgeRepeated } from "../compare/repeated.ts";
import { EXIT, type ExitCode } from "../model/error.ts";
import type { Plan } from "../model/plan.ts";
import type { RunRecord } from "../model/record.ts";
import type { Results } from "../model/results.ts";
import { GREEN_OUTCOMES } from "../model/words.ts";
import { chooseRuntime } from "../peers/choose.ts";
import { loadPeers } from "../peers/load.ts";
import { makePlan } from "../plan/plan.ts";
import { repeated, SEEDS } from "../plan/repeat.ts";
import { select } from "../plan/select.ts";
import { shardOf } from "../plan/shard.ts";
import { isWorse } from "../report/changes/compare.ts";
import { counted } from "../report/verdict.ts";
import { writeReports } from "../report/write.ts";
import { RunFolder } from "../run/folder.ts";
import { type KeptServer, run } from "../run/run.ts";
import { DEFAULT_DATABASE, databaseText } from "../scenarios/databases.ts";
import { LEDGER_FILE, loadLedger } from "../scenarios/ledger.ts";
import { loadScenarios, SCENARIOS_FOLDER } from "../scenarios/load.ts";
import { loadRows } from "../scenarios/rows.ts";
import { aborted } from "../support/timers.ts";
import { shownPath, typedPath } from "../support/typed-path.ts";
import { annotationsOf } from "./annotations.ts";
import { attachedPeer } from "./attach.ts";
import { type LoadedSide, loadSide, recordChanges } from "./compare.ts";
import { failuresOf } from "./failures.ts";
import { listJson, listText } from "./list.ts";
import { observeRun } from "./observed.ts";
import { filtersOf, type InteropOptions } from "./options.ts";
import { originOf } from "./origin.ts";
import { Progress, type Sink } from "./progress.ts";
import { summaryText } from "./summary.ts";
import { readTimes } from "./times.ts";

export interface Terminal {
	/** For what was asked for. */
	out(text: string): void;
	/** For what happens meanwhile. */
	readonly progress: Sink;
	readonly colour: boolean;
	/** True in a job of GitHub's, which makes annotations of certain lines. */
	readonly github: boolean;
	/** Aborted by Ctrl-C and SIGTERM. */
	readonly signal: AbortSignal;
	/** The command as it was typed. */
	readonly command: string;
}

/** Runs what the options ask for; resolves with the exit code. Throws InteropError. */
export async function interop(options: InteropOptions, terminal: Terminal): Promise<ExitCode> {
	const filters = filtersOf(options);
	const attached = (options.attach ?? []).map(attachedPeer);
	const baseline = options.baseline === undefined ? null : loadSide(typedPath(options.baseline));
	const catalogue = loadScenarios();
	const peers = loadPeers(
		(options.peers ?? []).map(typedPath),
		catalogue.map(({ id }) => id),
		attached,
	);
	const ledger = loadLedger([LEDGER_FILE, ...(options.ledger ? [typedPath(options.ledger)] : [])], {
		scenarios: catalogue,
		servers: peers.flatMap((peer) => peer.servers.map(({ name }) => name)),
		clients: peers.flatMap((peer) => (peer.client ? [peer.client.name] : [])),
	});
	const selected = select(peers, catalogue, filters, options.cell && "--cell");
	const shard = options.shard
		? { ...options.shard, ...shardOf(selected.scenarios, options.shard, readTimes()) }
		: null;
	const selection = shard === null ? selected : { ...selected, scenarios: shard.scenarios };
	const needed = peers.filter(
		(peer) =>
			selection.clients.includes(peer) || selection.servers.some((server) => server.peer === peer),
	);
	const planFor = (runtime: Plan["runtime"], reason: string) => {
		const plan = makePlan(selection, {
			runtime,
			runtime_reason: reason,
			command: terminal.command,
			filters: {
				...(filters as Record<string, string[]>),
				...(options.peers ? { peers: options.peers } : {}),
				...(options.attach ? { attach: options.attach } : {}),
				...(options.ledger ? { ledger: [options.ledger] } : {}),
				...(shard ? { shard: [`${shard.index}/${shard.of}`] } : {}),
			},
			limit_ms: Math.round(options.timeout * 1000),
			ledger,
			defaultDatabase: DEFAULT_DATABASE,
		});
		const { repeat, seed } = options;
		if (repeat === 1 && seed === undefined) return plan;
		return repeated(plan, repeat, seed ?? randomInt(SEEDS));
	};
	if (options.list) {
		const plan = planFor(options.runtime ?? "process", "nothing runs");
		const show = options.json ? listJson : listText;
		terminal.out(show(plan, selection.scenarios));
		return EXIT.green;
	}
	const choice = await chooseRuntime(
		options.runtime,
		needed.filter(({ attached }) => attached === undefined),
	);
	const plan = planFor(choice.runtime, choice.reason);
	const id = runId();
	const folder = RunFolder.create(
		id,
		options.out === undefined ? undefined : typedPath(options.out),
	);
	const loudness = options.quiet ? "quiet" : options.verbose ? "verbose" : "usual";
	const say = (text: string) => {
		if (loudness !== "quiet") terminal.progress.stream.write(text);
	};
	say(
		`${counted(plan.cells.length, "cell")}: ${counted(plan.servers.length, "server")} × ${counted(plan.clients.length, "client")} × ${plan.transports.join(", ")} × ${counted(selection.scenarios.length, "scenario")}${orders(plan)}\nruntime ${plan.runtime}: ${plan.runtime_reason}\n`,
	);
	const record: RunRecord = {
		id,
		started: new Date().toISOString(),
		ended: null,
		interrupted: false,
		origin: originOf(
			{ catalogue, ledger, needed },
			shard && { index: shard.index, of: shard.of, filled: shard.filled },
		),
	};
	folder.write("run.json", record);
	folder.write("scenarios.json", { scenarios: selection.scenarios });
	folder.write("rows.json", { rows: loadRows() });
	folder.write("plan.json", plan);
	folder.write("peers.json", { peers: [] });
	const keep = options.keep ? new KeptUp(terminal) : null;
	const interrupted = () => terminal.signal.aborted && !keep?.reached;
	const progress = new Progress(
		terminal.progress,
		plan,
		failuresOf(plan, selection.scenarios, interrupted),
		loudness,
	);
	try {
		await using runtime = await choice.open(id);
		await run({
			plan,
			peers: needed,
			scenarios: selection.scenarios,
			databaseText: (name) => databaseText(SCENARIOS_FOLDER, name),
			runtime,
			folder,
			parallel: options.parallel,
			signal: terminal.signal,
			events: progress,
			keep: keep && ((servers) => keep.wait(servers)),
		});
	} finally {
		progress.end();
		const ended = new Date().toISOString();
		folder.write("run.json", { ...record, ended, interrupted: interrupted() });
	}
	const code = await judgeFolder(folder, terminal, { baseline, brief: loudness === "quiet" });
	if (options.out === undefined) folder.becomeLatest();
	return interrupted() ? EXIT.interrupted : code;
}

export interface JudgeOptions {
	/** What the run is held against; null for nothing. */
	readonly baseline: LoadedSide | null;
	/** Without the matrix and what is beside the verdict; false where absent. */
	readonly brief?: boolean;
}

/**
 * Judges a run's files, writes results and reports, prints the summary; resolves with the exit code.
 * With a baseline, what is red there as well makes no run red, and yet is shown as what it is.
 */
export async function judgeFolder(
	folder: RunFolder,
	terminal: Terminal,
	{ baseline, brief = false }: JudgeOptions,
): Promise<ExitCode> {
	const run = folder.open();
	const { results, details } = judgeRepeated(run);
	folder.write("results.json", results);
	folder.write("details.json", { details });
	const facts = run.factsOf(1);
	const observed = observeRun(facts);
	folder.write("observed.json", observed);
	const changes = recordChanges(folder.path, baseline);
	const { files } = await writeReports(folder.path, (line) =>
		terminal.progress.stream.write(`${line}\n`),
	);
	const shown = shownPath(folder.path);
	terminal.out(
		summaryText(
			{ results, details, observed, changes, folder: shown, files, brief },
			terminal.colour,
		),
	);
	if (terminal.github) {
		for (const line of annotationsOf(results, details, facts.scenarios, changes))
			terminal.out(line);
	}
	const code = exitCode(results);
	return code === EXIT.red && changes !== null && hasRun(results) && !isWorse(changes)
		? EXIT.green
		: code;
}

function hasRun({ cells }: Results): boolean {
	return cells.some(({ outcome }) => outcome !== "unsupported" && outcome !== "could-not-run");
}

/** Green only where something ran and all of it is as it should be. */
export function exitCode(results: Results): ExitCode {
	const { cells, preflight } = results;
	const ran = hasRun(results);
	const good = cells.every(({ outcome }) => GREEN_OUTCOMES.includes(outcome));
	if (!ran && good) return EXIT.nothingJudged;
	return good && preflight.every(({ ok }) => ok) ? EXIT.green : EXIT.red;
}

/** `--keep`: the servers stay up until Ctrl-C, which ends the run as a whole one then. */
class KeptUp {
	readonly #terminal: Terminal;
	/** True once everything had run before the Ctrl-C. */
	reached = false;

	constructor(terminal: Terminal) {
		this.#terminal = terminal;
	}

	async wait(servers: readonly KeptServer[]): Promise<void> {
		const { signal, out } = this.#terminal;
		if (signal.aborted) return;
		this.reached = true;
		const lines = servers.map(({ instance, address, tls }) => {
			const flags = tls ? ` --tls --ca_file ${tls.ca} --server_host_override ${tls.name}` : "";
			return `  ${instance}  ${address}\n    npm run client -- --addr ${address}${flags}`;
		});
		out(`The servers stay up until Ctrl-C:\n${lines.join("\n")}`);
		await aborted(signal);
	}
}

function orders({ repeat: { times, seed } }: Plan): string {
	return seed === null ? "" : `\n${counted(times, "repetition")}, --seed ${seed}`;
}

/** A new one. */
export function runId(): string {
	const time = new Date().toISOString().replaceAll(":", "-").replace(/\.\d+/, "");
	return `${time.toLowerCase()}-${randomBytes(2).toString("hex")}`;
}
