import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Peer } from "../../model/peer.ts";
import { CACHE_VARIABLE } from "../../support/cache-root.ts";
import { type Folder, folderWith } from "../../test/support/folder.ts";
import { writePeer } from "../../test/support/peer-folder.ts";
import { expectGone, marker, processesWith } from "../../test/support/processes.ts";
import { spawned } from "../../test/support/spawned.ts";
import { cacheFolder } from "../cache.ts";
import { loadPeer } from "../load.ts";
import { processRuntime } from "./runtime.ts";

let folder: Folder;
beforeEach(() => {
	folder = folderWith();
	vi.stubEnv(CACHE_VARIABLE, folder.at("cache"));
});
afterEach(() => {
	vi.unstubAllEnvs();
	folder[Symbol.dispose]();
});

/** Fails where another is at it, takes a while, and counts how often it was run. */
const ALONE = `
	const fs = require("node:fs");
	const [cache, count] = process.argv.slice(1);
	fs.writeFileSync(cache + "/here", "", { flag: "wx" });
	fs.appendFileSync(count, "x");
	setTimeout(() => fs.rmSync(cache + "/here"), 400);`;

function peerWith(...setup: string[][]): Peer {
	return loadPeer(writePeer(folder.path, { name: "mine", setup }), false);
}

const prepare = (peer: Peer, log: (line: string) => void = () => {}, signal?: AbortSignal) =>
	processRuntime().prepare(peer, log, signal);

test("a set-up runs once, however many ask for it at once", async () => {
	const count = folder.at("count");
	const peer = peerWith([process.execPath, "-e", ALONE, "{cache}", count]);
	await Promise.all([prepare(peer), prepare(peer), prepare(peer)]);
	await prepare(peer);
	expect(readFileSync(count, "utf8")).toBe("x");
});

test("two runs at once set the same peer up once, and neither disturbs the other", async () => {
	const count = folder.at("count");
	peerWith([process.execPath, "-e", ALONE, "{cache}", count]);
	const run = (out: string) =>
		spawned(
			`--runtime process --peers ${folder.at("mine")} --server mine --client mine --transport plaintext --scenario get-feature/known-point --out ${folder.at(out)}`.split(
				" ",
			),
		);
	const [one, other] = [run("one"), run("other")];
	expect([await one.ended, await other.ended, one.stderr() + other.stderr()]).toEqual([
		0,
		0,
		expect.not.stringContaining("set-up failed"),
	]);
	expect(readFileSync(count, "utf8")).toBe("x");
});

test("a set-up that fails says how, and is run from the start the next time", async () => {
	const failing = `console.log("step one"); console.error("no such registry"); process.exit(3)`;
	const peer = peerWith([process.execPath, "-e", failing]);
	const lines: string[] = [];
	const failure = await prepare(peer, (line) => lines.push(line)).catch((problem) => problem);
	expect(failure).toMatchObject({
		name: "PeerStartError",
		message: expect.stringMatching(/^mine: set-up failed .*no such registry/),
	});
	expect(lines).toContain("step one");
	expect(existsSync(`${cacheFolder(peer)}/.ready`)).toBe(false);
	await expect(prepare(peer)).rejects.toThrow(/no such registry/);
});

test("a set-up whose program is not installed says which", async () => {
	const failure = await prepare(peerWith(["no-such-tool", "install"])).catch((problem) => problem);
	expect(failure.message).toBe("mine: the set-up needs no-such-tool, which is not installed");
	expect(failure.hint).toContain("Install no-such-tool");
});

test("an interrupted set-up is killed, with what it started", async () => {
	const mark = marker();
	const child = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "${mark}"], { stdio: "ignore" }); setInterval(() => {}, 1000)`;
	const stop = new AbortController();
	const preparing = prepare(peerWith([process.execPath, "-e", child]), () => {}, stop.signal);
	preparing.catch(() => {});
	await expect.poll(() => processesWith(mark).length, { timeout: 10_000 }).toBeGreaterThan(0);
	stop.abort();
	await expect(preparing).rejects.toThrow("the run was interrupted");
	await expectGone(mark);
});
