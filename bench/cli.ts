/**
 * `npm run bench`: listens to signals, has the command line carried out, and exits.
 *
 * Progress goes to stderr, what was asked for to stdout. SIGINT and SIGTERM end the bench in order:
 * nothing is left running, and what was measured is written; a second one ends at once.
 */
import { EXIT } from "../interop/model/error.ts";
import { onInterruption } from "../interop/support/interruption.ts";
import { main } from "./cli/main.ts";

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
const code = await main(words, {
	out: (text) => void process.stdout.write(`${text}\n`),
	progress: (line) => void process.stderr.write(`${line}\n`),
	signal: interrupted.signal,
	command: ["npm run bench --", ...words].join(" "),
});
process.stdout.write("", () => process.exit(code));
