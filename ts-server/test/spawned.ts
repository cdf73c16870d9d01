import { fileURLToPath } from "node:url";
import { credentials } from "@grpc/grpc-js";
import { execa } from "execa";
import type { RouteGuideClient } from "../../proto/generated/routeguide/RouteGuide.ts";
import { RouteGuide } from "./running.ts";

/** The program. */
export const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Variables for the server, beside those of this process that are no flags of it. */
export type Variables = Readonly<Record<string, string>>;
function environment(own: Variables): NodeJS.ProcessEnv {
	const others = Object.entries(process.env).filter(([name]) => !/^ROUTE_GUIDE_/i.test(name));
	return { ...Object.fromEntries(others), ...own };
}

/** What a process left behind. */
export interface Ended {
	readonly exitCode: number | undefined;
	readonly stdout: string;
	readonly stderr: string;
}

/** The server as a process, from these arguments to its own end. */
export function runToEnd(...args: string[]): Promise<Ended> {
	return runToEndWith({}, ...args);
}

/** The same, with variables. */
export async function runToEndWith(variables: Variables, ...args: string[]): Promise<Ended> {
	const { exitCode, stdout, stderr } = await execa(process.execPath, [MAIN, ...args], {
		reject: false,
		stdin: "ignore",
		timeout: 50_000,
		env: environment(variables),
		extendEnv: false,
	});
	return { exitCode, stdout, stderr };
}

export interface Spawned extends AsyncDisposable {
	/** Its first line on stdout, parsed. */
	readonly ready: Readonly<Record<string, unknown>>;
	readonly client: RouteGuideClient;
	signal(name: "SIGTERM" | "SIGINT" | "SIGHUP"): void;
	/** The next line on stderr that nobody has been given yet; how far a slow machine has read is none. */
	complaint(): Promise<string>;
	readonly ended: Promise<Ended>;
}

/** The server as a process that accepts calls, on a free port unless told otherwise. */
export function spawned(...args: string[]): Promise<Spawned> {
	return spawnedWith({}, "--port", "0", ...args);
}

/** The server as a process that accepts calls, with variables, and where they and the arguments say. */
export async function spawnedWith(variables: Variables, ...args: string[]): Promise<Spawned> {
	const child = execa(process.execPath, [MAIN, ...args], {
		reject: false,
		stdin: "ignore",
		env: environment(variables),
		extendEnv: false,
		// How it ends is up to it.
		forceKillAfterDelay: false,
	});
	const ended = child.then(({ exitCode, stdout, stderr }) => ({ exitCode, stdout, stderr }));
	const complaints = child.iterable({ from: "stderr" });
	const first = await child.iterable().next();
	if (first.done === true) {
		throw new Error(`the server ended before it was ready: ${(await ended).stderr}`);
	}
	const ready = JSON.parse(first.value) as Readonly<Record<string, unknown>>;
	const client = new RouteGuide(String(ready.listening), credentials.createInsecure(), {
		"grpc.use_local_subchannel_pool": 1,
	});
	return {
		ready,
		client,
		signal: (name) => void child.kill(name),
		complaint: async () => {
			for (;;) {
				const line = await complaints.next();
				if (line.done === true) throw new Error("the server has ended");
				if (!/reading the database: \d+ %/.test(line.value)) return line.value;
			}
		},
		ended,
		[Symbol.asyncDispose]: async () => {
			client.close();
			child.kill("SIGKILL");
			await ended;
		},
	};
}
