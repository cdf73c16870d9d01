import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

test("a Node that is older than package.json asks for installs nothing, and says so in one line", async () => {
	const fresh = mkdtempSync(join(tmpdir(), "interop-setup-"));
	try {
		mkdirSync(join(fresh, "scripts"));
		copyFileSync(join(root, "scripts/setup.mjs"), join(fresh, "scripts/setup.mjs"));
		copyFileSync(join(root, "package-lock.json"), join(fresh, "package-lock.json"));
		const about = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
		writeFileSync(
			join(fresh, "package.json"),
			JSON.stringify({ ...about, engines: { node: ">=99" } }),
		);
		const { exitCode, stdout, stderr } = await execa(
			process.execPath,
			[join(fresh, "scripts/setup.mjs")],
			{ reject: false },
		);
		expect([exitCode, stdout]).toEqual([3, ""]);
		expect(stderr).toBe(
			`setup: this is Node ${process.versions.node}, and 99 or newer is needed to install the dependencies (Node 24, which runs everything, is among them). Install a newer Node with its npm.`,
		);
		expect(readdirSync(fresh)).not.toContain("node_modules");
	} finally {
		rmSync(fresh, { recursive: true, force: true });
	}
});
