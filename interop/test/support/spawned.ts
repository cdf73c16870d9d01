/** The command line as a process of its own, to be sent signals. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");

export interface Spawned {
	readonly pid: number;
	/** Resolves with the exit code (or the signal), once all it printed was read. */
	readonly ended: Promise<number | string | null>;
	readonly stdout: () => string;
	readonly stderr: () => string;
	/** Resolves once the text was printed, on either stream; rejects where it ends before. */
	prints(text: string | RegExp): Promise<void>;
	kill(signal: NodeJS.Signals): void;
	/** To all of its process group, as a terminal does. */
	killGroup(signal: NodeJS.Signals): void;
}

type Env = Record<string, string>;

/** Starts `interop words`, as npm's script does; or another command line than that. */
export function spawned(
	words: readonly string[],
	env: Env = {},
	cli: "interop/cli.ts" | "bench/cli.ts" = "interop/cli.ts",
): Spawned {
	return start(resolve(ROOT, "node_modules/.bin/node"), [cli, ...words], env);
}

/** Starts `npm run interop -- words`. */
export function npmRun(words: readonly string[], env: Env = {}): Spawned {
	// npm keeps a cache of its own code in the folder for temporary files.
	const npm = { ...env, NODE_DISABLE_COMPILE_CACHE: "1" };
	return start("npm", ["run", "interop", "--", ...words], npm);
}

function start(program: string, words: readonly string[], env: Env): Spawned {
	const child = spawn(program, words, {
		cwd: ROOT,
		env: { ...process.env, ...env },
		stdio: ["ignore", "pipe", "pipe"],
		detached: true,
	});
	let stdout = "";
	let stderr = "";
	child.stdout.on("data", (text) => {
		stdout += text;
	});
	child.stderr.on("data", (text) => {
		stderr += text;
	});
	const ended = new Promise<number | string | null>((done) =>
		child.on("close", (code, signal) => done(code ?? signal)),
	);
	return {
		pid: child.pid ?? 0,
		ended,
		stdout: () => stdout,
		stderr: () => stderr,
		prints: (text) =>
			new Promise((done, fail) => {
				const look = () => (stdout + stderr).match(text) !== null && done();
				child.stdout.on("data", look);
				child.stderr.on("data", look);
				child.on("close", () => fail(new Error(`ended without ${text}:\n${stdout}${stderr}`)));
				look();
			}),
		kill: (signal) => void child.kill(signal),
		killGroup: (signal) => void process.kill(-(child.pid ?? 0), signal),
	};
}
