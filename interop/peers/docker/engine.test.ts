import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { folderWith } from "../../test/support/folder.ts";
import { type FoundEngine, reasonFor } from "./engine.ts";

/** In a process of its own: testcontainers remembers the engine that it found. */
async function found(DOCKER_HOST: string, limitMs = 60_000): Promise<FoundEngine> {
	const script = `const { findEngine } = await import("${import.meta.dirname}/engine.ts");
		console.log(JSON.stringify(await findEngine(${limitMs}))); process.exit()`;
	const { stdout } = await execa(process.execPath, ["--input-type=module", "-e", script], {
		env: { DOCKER_HOST },
	});
	return JSON.parse(stdout);
}

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
		const why = expect.stringContaining("within 300 ms");
		expect(await found(`unix://${socket}`, 300)).toMatchObject({ ok: false, why });
	} finally {
		server.close();
	}
});

test("where nothing answers at the socket that was named, no other one is used", async () => {
	using folder = folderWith({ "docker.sock": "no socket" });
	const socket = folder.at("docker.sock");
	const why = expect.stringContaining(`nothing answers at ${socket} (DOCKER_HOST)`);
	expect(await found(`unix://${socket}`)).toMatchObject({ ok: false, why });
});

test("an engine over SSH is refused, with the words that forward its socket", async () => {
	expect(await found("ssh://me@engine.example:2222")).toEqual({
		ok: false,
		why: expect.stringContaining("DOCKER_HOST is ssh://me@engine.example:2222"),
		hint: expect.stringMatching(
			/ssh -nNT -L \/tmp\/engine.sock:\/var\/run\/docker.sock -p 2222 me@engine.example & DOCKER_HOST=unix:\/\/\/tmp\/engine.sock TESTCONTAINERS_HOST_OVERRIDE=engine.example npm run interop -- --host-address /,
		),
	});
});
