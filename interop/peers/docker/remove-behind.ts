/** The removal of a run's containers and network by a process of its own, which outlives this one. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";

const REMOVER = resolve(import.meta.dirname, "remover/main.ts");

/** Starts it and does not wait: for whoever exits at once. */
export function removeBehind(run: string): void {
	spawn(process.execPath, [REMOVER, run, String(process.pid)], {
		detached: true,
		stdio: "ignore",
	}).unref();
}
