/** The command line from its words to its exit code. Nothing here exits, or listens to signals. */
import { join } from "node:path";
import { CommanderError } from "commander";
import { EXIT, type ExitCode, InteropError } from "../../interop/model/error.ts";
import type { Peer } from "../../interop/model/peer.ts";
import { builtInFolders, loadPeer } from "../../interop/peers/load.ts";
import { shownPath, typedPath } from "../../interop/support/typed-path.ts";
import { bench } from "../measure/bench.ts";
import type { Entrant } from "../measure/contestant.ts";
import type { BenchResults } from "../model/results.ts";
import {
	becomeLatest,
	earlierResults,
	makeFolder,
	runFolder,
	writeBench,
} from "../report/folder.ts";
import { harness } from "./harness.ts";
import { type BenchOptions, program, selectionOf } from "./options.ts";
import { toldText } from "./terminal.ts";

export interface Terminal {
	/** For what was asked for. */
	out(text: string): void;
	/** For what happens meanwhile, by line. */
	progress(line: string): void;
	/** Aborted by Ctrl-C and SIGTERM. */
	readonly signal: AbortSignal;
	/** The command as it was typed. */
	readonly command: string;
}

/** Does what the words after the program's name say; resolves with the exit code, never rejects. */
export async function main(words: readonly string[], terminal: Terminal): Promise<number> {
	let code: number = EXIT.green;
	const commands = program({
		async bench(options) {
			code = await benchServers(options, terminal);
		},
		async harness(options) {
			code = await harness(options, terminal);
		},
	});
	for (const command of [commands, ...commands.commands]) {
		command.configureOutput({
			writeOut: (text) => terminal.out(text.trimEnd()),
			writeErr: (text) => terminal.progress(text.trimEnd()),
			outputError: (text) =>
				terminal.progress(`arguments: ${text.replace(/^error: /, "").trimEnd()}`),
		});
	}
	try {
		await commands.parseAsync(words, { from: "user" });
	} catch (problem) {
		return terminal.signal.aborted ? EXIT.interrupted : explain(problem, terminal);
	}
	return code;
}

async function benchServers(options: BenchOptions, terminal: Terminal): Promise<ExitCode> {
	const peers = builtInFolders().map((folder) => loadPeer(folder, true));
	const all: Entrant[] = peers.flatMap((peer) => peer.servers.map((server) => ({ peer, server })));
	const selection = selectionOf(
		options,
		all.map(({ server }) => server.name),
	);
	// Read before anything is written: it may be where this run's results go.
	const earlier = earlierResults(
		options.against === undefined ? undefined : typedPath(options.against),
	);
	const folder = makeFolder(
		options.out === undefined ? runFolder(new Date()) : typedPath(options.out),
	);
	const results = await bench({
		...selection,
		entrants: all.filter(({ server }) => selection.servers.includes(server.name)),
		goPeer: named(peers, "go"),
		command: terminal.command,
		logs: join(folder, "logs"),
		signal: terminal.signal,
		doing: (what) => terminal.progress(what),
		log: (line) => terminal.progress(line),
	});
	const told = await writeBench(folder, results, earlier);
	terminal.out(toldText(told, shownPath(join(folder, "bench.md"))));
	if (results.interrupted) return EXIT.interrupted;
	if (options.out === undefined) becomeLatest(folder);
	return failed(results) ? EXIT.red : EXIT.green;
}

function failed({ instances, cells }: BenchResults): boolean {
	const attempts = cells.flatMap((cell) => cell.attempts);
	return (
		instances.some((instance) => instance.failed !== null) ||
		attempts.some((attempt) => attempt.failed > 0)
	);
}

function named(peers: readonly Peer[], name: string): Peer {
	const peer = peers.find((one) => one.name === name);
	if (peer === undefined) throw new Error(`there is a built-in peer ${name}`);
	return peer;
}

function explain(problem: unknown, { progress }: Terminal): number {
	if (problem instanceof CommanderError) {
		if (problem.exitCode === 0) return EXIT.green;
		progress("  `npm run bench -- --help` shows what can be typed.");
		return EXIT.usage;
	}
	if (problem instanceof InteropError) {
		progress(`${problem.stage}: ${problem.message}\n  ${problem.hint}`);
		return problem.code;
	}
	progress(
		`a fault of the bench, please report it: ${problem instanceof Error ? problem.stack : problem}`,
	);
	return EXIT.red;
}
