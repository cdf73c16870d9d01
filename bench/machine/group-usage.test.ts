import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { groupUsage, statFields } from "./group-usage.ts";

test("a name with brackets and blanks in it shifts no field", () => {
	expect(statFields("7 (a) b) (c) S 1 7 7").slice(1)).toEqual([1, 7, 7]);
});

test("what a child of the leader uses is counted, and its memory too", async () => {
	const busy = `const end = process.cpuUsage().user + 300_000; while (process.cpuUsage().user < end); console.log("done"); setInterval(() => {}, 1000)`;
	const leader = spawn("/bin/sh", ["-c", `"${process.execPath}" -e '${busy}'; true`], {
		detached: true,
		stdio: ["ignore", "pipe", "inherit"],
	});
	const group = leader.pid as number;
	try {
		await once(leader.stdout, "data");
		const { cpuSeconds, residentBytes } = groupUsage(group);
		expect(cpuSeconds).toBeGreaterThan(0.2);
		expect(residentBytes).toBeGreaterThan(10_000_000);
	} finally {
		process.kill(-group, "SIGKILL");
	}
});

test("a group that is gone uses nothing", () => {
	expect(groupUsage(2 ** 22 + 1)).toEqual({ cpuSeconds: 0, residentBytes: 0 });
});
