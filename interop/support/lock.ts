/** A lock between processes that goes on existing when its holder is killed, and is then taken over. */
import { randomUUID } from "node:crypto";
import {
	linkSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** A killed holder tells nobody, so whoever waits has to look. */
const LOOK_MS = 100;

/** A process, told from a later one of the same number by the time it started. */
const Holder = z.object({ pid: z.int().positive(), started: z.string().nullable() });
const Claim = z.object({ holders: z.array(Holder) });
type Holder = z.infer<typeof Holder>;

export interface Lock {
	/** Keeps the lock held as long as this process lives too, even if we are killed. */
	alsoHeldBy(pid: number | undefined): void;
	release(): void;
}

/**
 * Takes the lock that lives in `folder`; calls `waiting` once where another process has it. Rejects
 * when `signal` is aborted meanwhile.
 *
 * The claims are files with rising numbers, and the highest one counts. A free or dead claim is
 * followed by the next number, which only one process can create; so nobody has to remove a claim
 * that might have become somebody else's.
 */
export async function takeLock(
	folder: string,
	waiting: () => void,
	signal?: AbortSignal,
): Promise<Lock> {
	mkdirSync(folder, { recursive: true });
	for (let told = false; ; ) {
		const highest = Math.max(0, ...claims(folder));
		if (isFree(folder, highest)) {
			const lock = claim(folder, highest + 1);
			if (lock !== null) return lock;
			continue;
		}
		if (!told) waiting();
		told = true;
		await sleep(LOOK_MS, undefined, signal ? { signal } : {});
	}
}

function claim(folder: string, number: number): Lock | null {
	const file = join(folder, String(number));
	const holders = [holderOf(process.pid)];
	if (!create(file, holders)) return null;
	const others = claims(folder).filter((other) => other !== number);
	// Whoever looked long ago may create a number that was used and removed since.
	if (others.some((other) => other > number)) {
		rmSync(file, { force: true });
		return null;
	}
	for (const other of others) rmSync(join(folder, String(other)), { force: true });
	return {
		alsoHeldBy(pid) {
			if (pid === undefined) return;
			holders.push(holderOf(pid));
			rewrite(file, holders);
		},
		release: () => rewrite(file, []),
	};
}

function rewrite(file: string, holders: readonly Holder[]): void {
	const draft = draftOf(file, holders);
	renameSync(draft, file);
}

/** Whole or not at all: a claim that is being written must not look like a free one. */
function create(file: string, holders: readonly Holder[]): boolean {
	const draft = draftOf(file, holders);
	try {
		linkSync(draft, file);
		return true;
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw problem;
	} finally {
		rmSync(draft, { force: true });
	}
}

function draftOf(file: string, holders: readonly Holder[]): string {
	const draft = `${file}.${randomUUID()}`;
	writeFileSync(draft, JSON.stringify({ holders }));
	return draft;
}

function claims(folder: string): number[] {
	return readdirSync(folder)
		.filter((name) => /^\d+$/.test(name))
		.map(Number);
}

function isFree(folder: string, number: number): boolean {
	if (number === 0) return true;
	let text: string;
	try {
		text = readFileSync(join(folder, String(number)), "utf8");
	} catch {
		// Replaced by a higher one this moment; then the next number exists, and claiming it fails.
		return true;
	}
	try {
		return !Claim.parse(JSON.parse(text)).holders.some(isAlive);
	} catch {
		// No claim of ours: written by hand, or by a machine that lost power.
		return true;
	}
}

function holderOf(pid: number): Holder {
	return { pid, started: startOf(pid) };
}

function isAlive({ pid, started }: Holder): boolean {
	try {
		process.kill(pid, 0);
	} catch (problem) {
		// EPERM: it is somebody else's, and alive.
		if ((problem as NodeJS.ErrnoException).code === "ESRCH") return false;
	}
	return startOf(pid) === started;
}

/** When a process started, in the kernel's own words; null where the kernel does not say it in a file. */
function startOf(pid: number): string | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		// The name in brackets may hold anything; the fields after it are counted from the third.
		return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
	} catch {
		return null;
	}
}
