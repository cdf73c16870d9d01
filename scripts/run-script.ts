/** How a script of this folder that takes a while runs and ends. */
import { EXIT, InteropError } from "../interop/model/error.ts";
import { onInterruption } from "../interop/support/interruption.ts";

export interface Script {
	/** Before each line that it says. */
	readonly name: string;
	/** What it does; its exit code. An abort of `signal` is to end it in order. */
	run(signal: AbortSignal, say: (line: string) => void): Promise<number>;
}

/**
 * Runs it, and sets the exit code: what `run` says; 130 where it was interrupted, in order at first, at once
 * when asked again; what an error that is meant for people carries; 1 for any other, whose trace is told.
 */
export async function runScript({ name, run }: Script): Promise<void> {
	const say = (line: string) => console.error(`${name}: ${line}`);
	const interrupted = new AbortController();
	onInterruption(
		(signal) => {
			say(`${signal}: stopping and cleaning up (again: at once)`);
			interrupted.abort();
		},
		() => process.exit(EXIT.interrupted),
	);
	try {
		process.exitCode = await run(interrupted.signal, say);
	} catch (problem) {
		process.exitCode = codeOf(problem, interrupted.signal, say);
	}
}

function codeOf(problem: unknown, signal: AbortSignal, say: (line: string) => void): number {
	if (signal.aborted) return EXIT.interrupted;
	if (problem instanceof InteropError) {
		say(`${problem.message}\n  ${problem.hint}`);
		return problem.code;
	}
	say(
		`a fault of this script, please report it: ${problem instanceof Error ? problem.stack : problem}`,
	);
	return EXIT.red;
}
