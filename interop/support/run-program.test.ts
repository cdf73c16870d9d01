import { expect, test } from "vitest";
import { expectGone, marker, processesWith } from "../test/support/processes.ts";
import { runProgram } from "./run-program.ts";

const env = { PATH: process.env.PATH ?? "" };
const node = (script: string, ...words: string[]) => [process.execPath, "-e", script, ...words];

test("a program's whole stdout is its result; what it says on stderr is not", async () => {
	const script = `console.error("noise"); console.log("x".repeat(100_000))`;
	expect(await runProgram(node(script), { env })).toHaveLength(100_000);
});

test("an exit code that is not accepted is an error, with the last words", async () => {
	const failing = node(`console.error("no such thing"); process.exit(3)`);
	await expect(runProgram(failing, { env })).rejects.toThrow(/: no such thing$/);
	expect(await runProgram(failing, { env, accepted: [3] })).toBe("");
});

test("a program that is not there is named", async () => {
	await expect(runProgram(["no-such-tool"], { env })).rejects.toThrow(/no-such-tool/);
});

test("interrupted, it is killed with what it started", async () => {
	const mark = marker();
	const child = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "${mark}"], { stdio: "ignore" }); setInterval(() => {}, 1000)`;
	const stop = new AbortController();
	const running = runProgram(node(child), { env, signal: stop.signal });
	running.catch(() => {});
	await expect.poll(() => processesWith(mark).length, { timeout: 10_000 }).toBeGreaterThan(0);
	stop.abort();
	await expect(running).rejects.toThrow();
	await expectGone(mark);
});

test("an orderly one is told to end, and is waited for", async () => {
	const mark = marker();
	const script = `process.on("SIGTERM", () => setTimeout(() => process.exit(0), 50)); setInterval(() => {}, 1000)`;
	const stop = new AbortController();
	const running = runProgram(node(script, mark), { env, signal: stop.signal, orderly: true });
	running.catch(() => {});
	await expect.poll(() => processesWith(mark).length, { timeout: 10_000 }).toBeGreaterThan(0);
	stop.abort();
	await expect(running).rejects.toThrow();
	expect(processesWith(mark)).toEqual([]);
});
