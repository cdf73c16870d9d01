/**
 * `npm run selftest`: lets broken peers loose on the suite, and says which scenario caught which.
 *
 * Exit: 0 all broken peers were caught and no control was, 1 otherwise, 2 something typed or written
 * is wrong, 130 interrupted.
 */
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { sinkOn } from "../cli/progress.ts";
import { EXIT, InteropError } from "../model/error.ts";
import { onInterruption } from "../support/interruption.ts";
import { selftest } from "./selftest.ts";

const interrupted = new AbortController();
onInterruption(
	(signal) => {
		process.stderr.write(`\n${signal}: stopping and cleaning up (again: at once)\n`);
		interrupted.abort();
	},
	() => process.exit(EXIT.interrupted),
);

const list = (value: string, before: string[] = []) => [...before, ...value.split(",")];
const count = (value: string) => {
	if (!/^[1-9]\d{0,2}$/.test(value)) throw new InvalidArgumentError("expected 1 to 999");
	return Number(value);
};
let code: number = EXIT.green;
const command = new Command("selftest")
	.description("The proof that the suite can fail: every broken peer is caught, no healthy one is.")
	.option(
		"--peer <globs>",
		"a part of it: broken peers, or their healthy twins; comma-separated globs",
		list,
	)
	.option("--parallel <n>", "batches at once", count, 4)
	.allowExcessArguments(false)
	.exitOverride()
	.action(async ({ peer = [], parallel }: { peer?: string[]; parallel: number }) => {
		code = await selftest({
			peers: peer,
			parallel,
			command: ["npm run selftest --", ...process.argv.slice(2)].join(" "),
			signal: interrupted.signal,
			progress: sinkOn(process.stderr, process.env),
			out: (text) => void process.stdout.write(`${text}\n`),
		});
	});

try {
	await command.parseAsync();
} catch (problem) {
	code = explain(problem);
}
// Sockets of channels that never became ready must not hold the process.
process.stdout.write("", () => process.exit(code));

function explain(problem: unknown): number {
	if (problem instanceof CommanderError) {
		return problem.exitCode === 0 ? EXIT.green : EXIT.usage;
	}
	if (problem instanceof InteropError) {
		process.stderr.write(`${problem.stage}: ${problem.message}\n  ${problem.hint}\n`);
		return problem.code;
	}
	process.stderr.write(
		`a fault of the harness, please report it: ${problem instanceof Error ? problem.stack : problem}\n`,
	);
	return EXIT.red;
}
