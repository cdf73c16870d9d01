/** What a process group uses, from the kernel's files (proc(5)); Linux only. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Usage {
	/** User and system time so far, of the processes there are and of those they have waited for. */
	readonly cpuSeconds: number;
	/** Resident set, all processes added up. */
	readonly residentBytes: number;
}

/** Fields of /proc/PID/stat, counted from the one after the name. */
const FIELD = { group: 2, user: 11, system: 12, waitedUser: 13, waitedSystem: 14, resident: 21 };

/** The usage of the group now; zeroes where it is gone. */
export function groupUsage(group: number): Usage {
	const { ticksPerSecond, pageBytes } = units();
	let ticks = 0;
	let pages = 0;
	for (const name of readdirSync("/proc")) {
		if (!/^\d+$/.test(name)) continue;
		const fields = statOf(name);
		if (fields === null || fields[FIELD.group] !== group) continue;
		const { user, system, waitedUser, waitedSystem, resident } = FIELD;
		for (const field of [user, system, waitedUser, waitedSystem]) ticks += fields[field] ?? 0;
		pages += fields[resident] ?? 0;
	}
	return { cpuSeconds: ticks / ticksPerSecond, residentBytes: pages * pageBytes };
}

function statOf(pid: string): number[] | null {
	try {
		return statFields(readFileSync(`/proc/${pid}/stat`, "utf8"));
	} catch {
		// It ended between the listing and now.
		return null;
	}
}

/** The numbers after the name, which may hold anything, brackets too; the first is the state, no number. */
export function statFields(stat: string): number[] {
	return stat
		.slice(stat.lastIndexOf(")") + 2)
		.split(" ")
		.map(Number);
}

let known: { readonly ticksPerSecond: number; readonly pageBytes: number } | null = null;

function units() {
	known ??= { ticksPerSecond: configured("CLK_TCK"), pageBytes: configured("PAGESIZE") };
	return known;
}

function configured(name: string): number {
	return Number(execFileSync("getconf", [name], { encoding: "utf8" }));
}
