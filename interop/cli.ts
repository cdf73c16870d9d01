/**
 * `npm run interop`: listens to signals, has the command line carried out, and exits.
 *
 * Progress goes to stderr, what was asked for to stdout. SIGINT and SIGTERM end the run in order:
 * nothing is left running, and what ran is judged and reported; a second one ends at once.
 */

import { main } from "./cli/main.ts";
import { sinkOn } from "./cli/progress.ts";
import type { Terminal } from "./cli/terminal.ts";
import { EXIT } from "./model/error.ts";
import { onInterruption } from "./support/interruption.ts";
import { shellWord } from "./support/shell-word.ts";

const interrupted = new AbortController();
onInterruption(
	(signal) => {
		process.stderr.write(`\n${signal}: stopping and cleaning up (again: at once)\n`);
		interrupted.abort();
	},
	() => process.exit(EXIT.interrupted),
);
// Whoever reads may have read enough (`| head`), and a terminal may be gone; what runs is ended in order.
process.stderr.on("error", () => {});
const GONE: ReadonlySet<string | undefined> = new Set(["EPIPE", "EIO", "ECONNRESET"]);
let unwritten: NodeJS.ErrnoException | null = null;
process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
	if (!GONE.has(problem.code)) unwritten = problem;
});

const words = process.argv.slice(2);
const terminal: Terminal = {
	out: (text) => void process.stdout.write(`${text}\n`),
	progress: sinkOn(process.stderr, process.env),
	github: process.env.GITHUB_ACTIONS === "true",
	colour: sinkOn(process.stdout, process.env).colour,
	signal: interrupted.signal,
	command: ["npm run interop --", ...words.map(shellWord)].join(" "),
};

const code = await main(words, terminal);
// Sockets of channels that never became ready must not hold the process.
// A failed write is told after the callbacks of those that follow it.
process.stdout.write("", () => setImmediate(() => process.exit(saidAll(code))));

/** What was asked for is not there: that went well for nobody who has to read it. */
function saidAll(code: number): number {
	if (unwritten === null) return code;
	process.stderr.write(`output: it cannot be written: ${unwritten.message}\n`);
	return code === EXIT.green ? EXIT.nothingJudged : code;
}
