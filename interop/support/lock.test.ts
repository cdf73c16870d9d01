import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { folderWith } from "../test/support/folder.ts";
import { takeLock } from "./lock.ts";

const never = () => {};
const LOCK = new URL("./lock.ts", import.meta.url).pathname;

/** Takes the lock in a process of its own, says so, and keeps it until it is killed. */
async function holder(folder: string, child = "") {
	const script = `
		import { takeLock } from ${JSON.stringify(LOCK)};
		const lock = await takeLock(${JSON.stringify(folder)}, () => {});
		${child}
		console.log("mine");
		setInterval(() => {}, 1000);`;
	const program = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const text = await new Promise<string>((done) =>
		program.stdout.once("data", (data) => done(String(data))),
	);
	return { program, text };
}

test("a lock is held by one at a time, whoever else waits", async () => {
	using folder = folderWith();
	let inside = 0;
	let most = 0;
	const work = async () => {
		const lock = await takeLock(folder.path, never);
		most = Math.max(most, ++inside);
		await sleep(5);
		inside--;
		lock.release();
	};
	await Promise.all(Array.from({ length: 8 }, work));
	expect(most).toBe(1);
	expect(readdirSync(folder.path)).toHaveLength(1);
});

test("a lock whose holder was killed is taken over; one whose holder lives is not", async () => {
	using folder = folderWith();
	const { program } = await holder(folder.path);
	let waited = 0;
	let taken = false;
	const taking = takeLock(folder.path, () => waited++).then((lock) => {
		taken = true;
		return lock;
	});
	await sleep(300);
	expect([taken, waited]).toEqual([false, 1]);
	program.kill("SIGKILL");
	(await taking).release();
});

test("a lock is held as long as a program of its killed holder lives", async () => {
	using folder = folderWith();
	const { program, text } = await holder(
		folder.path,
		`const { spawn } = await import("node:child_process");
		const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
		lock.alsoHeldBy(child.pid);
		console.log(child.pid);`,
	);
	let taken = false;
	const taking = takeLock(folder.path, never).then((lock) => {
		taken = true;
		return lock;
	});
	program.kill("SIGKILL");
	await sleep(300);
	expect(taken).toBe(false);
	process.kill(Number(text.split("\n")[0]), "SIGKILL");
	(await taking).release();
});

test("whoever waits for a lock can be told to stop", async () => {
	using folder = folderWith();
	const lock = await takeLock(folder.path, never);
	const stop = new AbortController();
	const waiting = takeLock(folder.path, () => stop.abort(), stop.signal);
	await expect(waiting).rejects.toThrow();
	lock.release();
});
