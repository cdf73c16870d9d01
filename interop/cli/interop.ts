/** The whole pipeline, stage after stage. */
import { EXIT, type ExitCode } from "../model/error.ts";
import { chooseRuntime } from "../peers/choose.ts";
import { RunFolder } from "../run/folder.ts";
import { run } from "../run/run.ts";
import { databaseText } from "../scenarios/databases.ts";
import { loadScenarios, SCENARIOS_FOLDER } from "../scenarios/load.ts";
import { typedPath } from "../support/typed-path.ts";
import { aboutPlan } from "./about-plan.ts";
import { askedFor, frameOf, planOf } from "./asked.ts";
import { loadSide } from "./compare.ts";
import { judgeFolder } from "./judge.ts";
import { KeptUp } from "./kept-up.ts";
import { listJson, listText } from "./list.ts";
import { filtersOf, type InteropOptions } from "./options.ts";
import { originOf } from "./origin.ts";
import { recorded } from "./recorded.ts";
import { runId } from "./run-id.ts";
import type { Terminal } from "./terminal.ts";
import { TIMES_FILE } from "./times.ts";
import { watch } from "./watch/watch.ts";

/**
 * Runs what the options ask for; resolves with the exit code. `scenarios` is the folder of the
 * catalogue and its databases, `times` the record of what scenarios take. Throws InteropError.
 */
export async function interop(
	options: InteropOptions,
	terminal: Terminal,
	scenarios: string = SCENARIOS_FOLDER,
	times: string = TIMES_FILE,
): Promise<ExitCode> {
	filtersOf(options);
	const baseline = options.baseline === undefined ? null : loadSide(typedPath(options.baseline));
	const catalogue = loadScenarios(scenarios);
	const asked = askedFor(options, catalogue);
	const { selection, needed, ledger, shard } = asked;
	if (options.list) {
		const where = { runtime: options.runtime ?? "process", reason: "nothing runs" } as const;
		const show = options.json ? listJson : listText;
		terminal.out(show(planOf(asked, frameOf(asked, where, terminal)), selection.scenarios));
		return EXIT.green;
	}
	const choice = await chooseRuntime(
		options.runtime,
		needed.filter(({ attached }) => attached === undefined),
		options.hostAddress,
	);
	const loudness = options.quiet ? "quiet" : options.verbose ? "verbose" : "usual";
	const say = (text: string) => {
		if (loudness !== "quiet") terminal.progress.stream.write(text);
	};
	if (options.watch) return watch({ asked, choice, scenarios, times, loudness, say, terminal });
	const plan = planOf(asked, frameOf(asked, choice, terminal));
	const id = runId();
	const folder = RunFolder.create(
		id,
		options.out === undefined ? undefined : typedPath(options.out),
	);
	say(aboutPlan(plan, selection.scenarios.length));
	const left: string[] = [];
	const keep = options.keep ? new KeptUp(terminal) : null;
	const interrupted = () => terminal.signal.aborted && !keep?.reached;
	const origin = originOf(
		{ catalogue, ledger, needed },
		shard && { index: shard.index, of: shard.of, filled: shard.filled },
	);
	await recorded(
		{ id, origin, plan, scenarios: selection.scenarios, folder, loudness, interrupted },
		terminal,
		async (events) => {
			await using runtime = await choice.open(id, (line) => left.push(line));
			await run({
				plan,
				peers: needed,
				scenarios: selection.scenarios,
				databaseText: (name) => databaseText(scenarios, name),
				runtime,
				folder,
				parallel: options.parallel,
				signal: terminal.signal,
				events,
				keep: keep && ((servers) => keep.wait(servers)),
			});
		},
	);
	for (const line of left) terminal.progress.stream.write(`${line}\n`);
	const code = await judgeFolder(folder, terminal, { baseline, brief: loudness === "quiet" });
	if (options.out === undefined) folder.becomeLatest();
	return interrupted() ? EXIT.interrupted : code;
}
