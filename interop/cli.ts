/**
 * `npm run interop`: listens to signals, has the command line carried out, and exits.
 *
 * Progress goes to stderr, what was asked for to stdout. SIGINT and SIGTERM end the run in order:
 * nothing is left running, and what ran is judged and reported; a second one ends at once.
 */

import { main } from "./cli/main.ts";
import { progressSink } from "./cli/progress.ts";
import type { Terminal } from "./cli/terminal.ts";
import { EXIT } from "./model/error.ts";
import { onInterruption } from "./support/interruption.ts";

const interrupted = new AbortController();
onInterruption(
	(signal) => {
		process.stderr.write(`\n${signal}: stopping and cleaning up (again: at once)\n`);
		interrupted.abort();
	},
	() => process.exit(EXIT.interrupted),
);
// Whoever reads may have read enough (`| head`), and a terminal may be gone; what runs is ended in order.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const words = process.argv.slice(2);
const terminal: Terminal = {
	out: (text) => void process.stdout.write(`${text}\n`),
	progress: progressSink(),
	github: process.env.GITHUB_ACTIONS === "true",
	colour: process.stdout.isTTY && !process.env.NO_COLOR,
	signal: interrupted.signal,
	command: ["npm run interop --", ...words].join(" "),
};

const code = await main(words, terminal);
// Sockets of channels that never became ready must not hold the process.
process.stdout.write("", () => process.exit(code));
