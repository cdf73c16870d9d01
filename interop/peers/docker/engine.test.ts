import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { type FoundEngine, reasonFor } from "./engine.ts";

test("an absent socket is named", () => {
	expect(reasonFor("unix:///nowhere/docker.sock", null)).toBe(
		"there is no socket /nowhere/docker.sock (DOCKER_HOST)",
	);
});

test("an address where nothing answers is named", () => {
	expect(reasonFor("tcp://127.0.0.1:1", null)).toBe(
		"nothing answers at tcp://127.0.0.1:1 (DOCKER_HOST)",
	);
});

test("a socket that nobody serves is told from an absent one, with what was tried", () => {
	expect(reasonFor(`unix://${tmpdir()}`, new Error("refused"))).toMatch(
		/daemon running\? \(refused\)$/,
	);
});

test("a daemon that accepts and never answers is given up in time", async () => {
	const socket = join(tmpdir(), `interop-deaf-${process.pid}.sock`);
	const server = createServer(() => {});
	await new Promise<void>((resolve) => server.listen(socket, resolve));
	try {
		// In a process of its own: testcontainers remembers the engine that it found.
		const script = `const { findEngine } = await import("${import.meta.dirname}/engine.ts");
			console.log(JSON.stringify(await findEngine(300))); process.exit()`;
		const { stdout } = await execa(process.execPath, ["--input-type=module", "-e", script], {
			env: { DOCKER_HOST: `unix://${socket}` },
			timeout: 5000,
		});
		const found: FoundEngine = JSON.parse(stdout);
		expect(found).toMatchObject({ ok: false, why: expect.stringContaining("within 300 ms") });
	} finally {
		server.close();
	}
});
