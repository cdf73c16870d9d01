/** The TypeScript server as somebody would start it by hand, on a port that it chooses. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { ReadyLine } from "../../model/server-lines.ts";
import { peerEnvironment } from "../../peers/environment.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

export interface ByHand extends AsyncDisposable {
	readonly address: string;
	readonly port: number;
	readonly pid: number;
	/** True while it runs. */
	runs(): boolean;
}

/** Resolves once it accepts calls; it ends with its scope. */
export async function startedByHand(...flags: string[]): Promise<ByHand> {
	const argv = [resolve(ROOT, "ts-server/main.ts"), "--port", "0", ...flags];
	const child = spawn(resolve(ROOT, "node_modules/.bin/node"), argv, {
		cwd: resolve(ROOT, "ts-server"),
		env: peerEnvironment(),
		stdio: ["ignore", "pipe", "inherit"],
	});
	const ended = new Promise<void>((done) => child.once("close", () => done()));
	for await (const line of createInterface(child.stdout)) {
		const { listening } = ReadyLine.parse(JSON.parse(line));
		return {
			address: listening,
			port: Number(listening.split(":").at(-1)),
			pid: child.pid ?? 0,
			runs: () => child.exitCode === null && child.signalCode === null,
			async [Symbol.asyncDispose]() {
				child.kill("SIGKILL");
				await ended;
			},
		};
	}
	throw new Error("the server ended before it was ready");
}
