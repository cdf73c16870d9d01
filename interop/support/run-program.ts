/** Running a program to its end, in a process group of its own that ends with us. */
import { execa } from "execa";
import { removedAtExit } from "./leftovers.ts";
import { endsWithLeader, signalGroup } from "./process-group.ts";

export interface RunOptions {
	readonly env: Readonly<Record<string, string>>;
	/** Its working directory; absent: ours. */
	readonly cwd?: string;
	/** Aborted: the program is ended, with all that it started. */
	readonly signal?: AbortSignal;
	/** Exit codes that are no failure; absent: 0 alone. */
	readonly accepted?: readonly number[];
	/** It is told to end by SIGTERM, and does so in order, with groups of its own; absent: it is killed. */
	readonly orderly?: true;
	/** What it prints is shown where ours is, and not given back. */
	readonly shown?: true;
}

/** Its whole stdout. Throws where it cannot be started, or ends in another way: how, and its last words. */
export async function runProgram(argv: readonly string[], options: RunOptions): Promise<string> {
	const { env, cwd, signal, accepted = [0], orderly, shown } = options;
	signal?.throwIfAborted();
	const [file = "", ...args] = argv;
	const child = execa(file, args, {
		env,
		extendEnv: false,
		...(cwd === undefined ? {} : { cwd }),
		stdin: "ignore",
		...(shown ? { stdout: "inherit", stderr: "inherit" } : {}),
		reject: false,
		detached: true,
		cleanup: false,
	});
	const stop = () =>
		child.pid !== undefined && signalGroup(child.pid, orderly ? "SIGTERM" : "SIGKILL");
	let forget = () => {};
	if (orderly) forget = removedAtExit(stop);
	else endsWithLeader(child.nodeChildProcess);
	signal?.addEventListener("abort", stop, { once: true });
	const result = await child.finally(() => {
		signal?.removeEventListener("abort", stop);
		forget();
	});
	signal?.throwIfAborted();
	if (result.exitCode !== undefined && accepted.includes(result.exitCode))
		return result.stdout ?? "";
	const words = (result.stderr ?? "").trim().split("\n").slice(-3).join(" / ").slice(0, 600);
	throw new Error(words === "" ? result.shortMessage : `${file}: ${words}`);
}
