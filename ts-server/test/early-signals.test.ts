/** Signals that come while the server still reads its database, for as long as the test wants it to. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, renameSync } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { MAIN } from "./spawned.ts";
import { writeDatabase, writeTemporary } from "./temporary-files.ts";
import { gone, workersOf } from "./worker-pids.ts";

/** A server that reads its database from a pipe, and whoever is to write that. */
async function reading() {
	const file = writeTemporary("any", "");
	const pipe = `${file.path}.pipe`;
	await execa("mkfifo", [pipe]);
	const child = spawn(process.execPath, [MAIN, "--port", "0", "--json_db_file", pipe], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	onTestFinished(() => {
		child.kill("SIGKILL");
		file[Symbol.dispose]();
	});
	/** Resolves once the server has opened it. */
	const opened = () => open(pipe, "w");
	return { child, pipe, opened };
}

test.each([
	["SIGTERM", 143],
	["SIGINT", 130],
] as const)("%s ends it with %i, and SIGHUP does not", async (signal, code) => {
	// Its workers read, so that its own process is free to act on signals meanwhile; these never come to an end.
	const child = spawn(process.execPath, [MAIN, "--port", "0", "--workers", "2"], {
		stdio: "ignore",
	});
	onTestFinished(() => void child.kill("SIGKILL"));
	const workers = await workersFrom(child.pid ?? 0);
	for (const pid of workers) process.kill(pid, "SIGSTOP");
	const exit = once(child, "exit");
	child.kill("SIGHUP");
	child.kill(signal);
	expect(await exit).toEqual([code, null]);
	await gone(workers);
});

/**
 * The first workers that it starts, once each runs its own program: stopped sooner, as a copy of its parent, it
 * would stop that as well, which waits for the program.
 */
async function workersFrom(pid: number): Promise<number[]> {
	let workers: number[] = [];
	await expect
		.poll(
			() => {
				workers = workersOf({ ready: { pid } }).filter(runsItsProgram);
				return workers.length;
			},
			{ interval: 5 },
		)
		.toBeGreaterThan(0);
	return workers;
}

function runsItsProgram(pid: number): boolean {
	return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("worker.ts");
}

test.each([
	["SIGTERM", 143],
	["SIGINT", 130],
] as const)("%s ends it with %i while it waits for a pipe", async (signal, code) => {
	const { child, opened } = await reading();
	const exit = once(child, "exit");
	const writer = await opened();
	await writer.writeFile("[");
	child.kill(signal);
	expect(await exit).toEqual([code, null]);
	await writer.close();
});

test("a fault in what a pipe has said is told before the pipe ends", async () => {
	const { child, opened } = await reading();
	const exit = once(child, "exit");
	const writer = await opened();
	await writer.writeFile("no array");
	const [line] = await once(createInterface(child.stderr), "line");
	expect(line).toMatch(/--json_db_file ".*\.pipe"/);
	expect(await exit).toEqual([2, null]);
	await writer.close();
});

test("SIGHUP is answered once it serves", async () => {
	const { child, pipe, opened } = await reading();
	const writer = await opened();
	using other = writeDatabase([{ location: { latitude: 1, longitude: 2 }, name: "new" }]);
	renameSync(other.path, pipe);
	child.kill("SIGHUP");
	await writer.writeFile("[]");
	await writer.close();
	const [line] = await once(createInterface(child.stderr), "line");
	expect(line).toBe("ts-server: the database has been read again: 1 features");
});
