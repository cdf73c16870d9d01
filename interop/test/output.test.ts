/** What becomes of a command whose output cannot be written. */
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const FULL = "/dev/full";

test.skipIf(!existsSync(FULL))("a list that cannot be written is told, and exits with 3", () => {
	const full = openSync(FULL, "w");
	try {
		const { status, stderr } = spawnSync(
			resolve(ROOT, "node_modules/.bin/node"),
			["interop/cli.ts", "--list", "--json"],
			{ cwd: ROOT, stdio: ["ignore", full, "pipe"], encoding: "utf8" },
		);
		expect([status, stderr]).toEqual([
			3,
			expect.stringMatching(/^output: it cannot be written: .*ENOSPC.*\n$/),
		]);
	} finally {
		closeSync(full);
	}
});
