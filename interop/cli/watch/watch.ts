/** `--watch`: a run whose servers stay up, and a round of it for whatever a save affects. */
import { EXIT, type ExitCode, InteropError } from "../../model/error.ts";
import type { Choice } from "../../peers/choose.ts";
import { counted } from "../../report/verdict.ts";
import { RunFolder } from "../../run/folder.ts";
import { World } from "../../run/world.ts";
import { databaseText } from "../../scenarios/databases.ts";
import { typedPath } from "../../support/typed-path.ts";
import { type Asked, ledgersOf } from "../asked.ts";
import { explained } from "../explain.ts";
import type { Loudness } from "../progress.ts";
import { runId } from "../run-id.ts";
import type { Terminal } from "../terminal.ts";
import { readTimes } from "../times.ts";
import { Rounds } from "./rounds.ts";
import { Saves } from "./saves.ts";
import { isSource, runsFromItsFolder, type Sources, watchedPaths } from "./sources.ts";

export interface WatchOrder {
	readonly asked: Asked;
	readonly choice: Choice;
	/** The folder of the catalogue and its databases. */
	readonly scenarios: string;
	/** The record of what scenarios take. */
	readonly times: string;
	readonly loudness: Loudness;
	/** For what is said beside verdicts and errors. */
	readonly say: (text: string) => void;
	readonly terminal: Terminal;
}

/**
 * Runs what was asked for, then what each save affects, until Ctrl-C. Resolves with the exit code of
 * the last round, or with that of an interruption amid one. Throws InteropError before the first.
 */
export async function watch(order: WatchOrder): Promise<ExitCode> {
	const { asked, choice, scenarios, times, say, terminal } = order;
	const { options, needed } = asked;
	const { signal, progress } = terminal;
	const id = runId();
	const out = options.out === undefined ? undefined : typedPath(options.out);
	const folder = RunFolder.create(id, out);
	await using runtime = await choice.open(id, (line) => say(`${line}\n`));
	const sources: Sources = {
		scenarios,
		peers: needed.filter((peer) => runsFromItsFolder(peer, runtime)),
		ledgers: ledgersOf(options),
	};
	// From before the first round on: what is saved meanwhile runs again after it.
	await using saves = await Saves.open(watchedPaths(sources), (path) => isSource(path, sources));
	await using world = new World({
		databaseText: (name) => databaseText(scenarios, name),
		runtime,
		parallel: options.parallel,
		signal,
	});
	const rounds = new Rounds(order, { id, folder, world, sources, times: readTimes(times) });
	let code: ExitCode = EXIT.nothingJudged;
	const heed = async (round: Promise<ExitCode | null>) => {
		try {
			code = (await round) ?? code;
		} catch (problem) {
			if (!(problem instanceof InteropError)) throw problem;
			progress.stream.write(explained(problem));
			code = problem.code;
		}
	};
	const folders = sources.peers.map(({ name }) => name);
	const watched = ["scenarios", "databases", "the contract", "the ledger", ...folders].join(", ");
	await heed(rounds.first(saves.newer()));
	while (!signal.aborted) {
		say(`watching ${watched}; ${counted(world.up, "server")} up, until Ctrl-C\n`);
		const burst = await saves.next(signal);
		if (burst === null) return code;
		await heed(rounds.again(burst, saves.newer()));
	}
	return EXIT.interrupted;
}
