/** What still runs, or still lies there. */
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "vitest";

/** Something that no other process has among its words. */
export function marker(): string {
	return `marker-${process.pid}-${Math.random().toString(36).slice(2)}`;
}

/** The words of each process that has this one among them. */
export function processesWith(word: string): string[] {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.flatMap((pid) => {
			try {
				return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")];
			} catch {
				return [];
			}
		})
		.filter((words) => words.includes(word));
}

/** A killed process is in the list until the kernel has done with it. */
export async function expectGone(word: string): Promise<void> {
	await expect.poll(() => processesWith(word), { timeout: 20_000 }).toEqual([]);
}
