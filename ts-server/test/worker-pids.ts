/** The processes that a server has started. Source: proc(5). */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Spawned } from "./spawned.ts";

/** The pids of its workers that run now. */
export function workersOf({ ready }: Pick<Spawned, "ready">): number[] {
	const path = `/proc/${ready.pid}/task/${ready.pid}/children`;
	return readFileSync(path, "utf8").split(" ").filter(Boolean).map(Number).filter(isRunning);
}

/** Whether there is such a process, and it has not ended. */
function isRunning(pid: number): boolean {
	try {
		const [, state] = /^\d+ \(.*\) (\w)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
		return state !== "Z";
	} catch {
		return false;
	}
}

/** Resolves once none of them runs. */
export async function gone(pids: readonly number[]): Promise<void> {
	await expect.poll(() => pids.filter(isRunning)).toEqual([]);
}

/** Ends one of them, and resolves once another has come. @returns its pid. */
export async function replaced(server: Spawned, pid: number): Promise<number> {
	const before = workersOf(server);
	process.kill(pid, "SIGKILL");
	let now: number[] = [];
	await expect
		.poll(() => {
			now = workersOf(server).filter((other) => !before.includes(other));
			return now.length;
		})
		.toBe(1);
	return now[0] ?? 0;
}
