import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Peer, ServerEntry } from "../model/peer.ts";
import type { Instance } from "../model/plan.ts";
import { runCertificates } from "../peers/certificates.ts";
import { processRuntime } from "../peers/process/runtime.ts";
import { DEFAULT_DATABASE, databaseText } from "../scenarios/databases.ts";
import { SCENARIOS_FOLDER } from "../scenarios/load.ts";
import { LogFile } from "../support/log-file.ts";
import { type Folder, folderWith } from "../test/support/folder.ts";
import { smallServer } from "../test/support/small-peers.ts";
import { InstanceKeeper } from "./instances.ts";

let folder: Folder;
beforeEach(() => {
	folder = folderWith({ "database.json": databaseText(SCENARIOS_FOLDER, DEFAULT_DATABASE) });
});
afterEach(() => folder[Symbol.dispose]());

function keeperOf(peer: Peer, restarts: number): InstanceKeeper {
	const server = peer.servers[0] as ServerEntry;
	const instance: Instance = {
		id: "mine.plaintext.own.1",
		server: server.name,
		transport: "plaintext",
		database: DEFAULT_DATABASE,
		settings: {},
		certificate: "usual",
		own: true,
		restarts,
	};
	return new InstanceKeeper({
		instance,
		peer,
		server,
		runtime: processRuntime(),
		certificates: runCertificates(folder.at("certificates")),
		database: folder.at("database.json"),
		log: new LogFile(folder.at("server.log")),
		signal: new AbortController().signal,
		limits: { readyMs: 20_000, stopMs: 5_000, witnessMs: 1_000 },
	});
}

test("a server that is to be started again comes back at its address, as often as that, unasked", async () => {
	const keeper = keeperOf(smallServer("healthy"), 1);
	const first = await keeper.running();
	await first.stop();
	const second = await keeper.running();
	expect(second).not.toBe(first);
	expect(second.port).toBe(first.port);
	await second.stop();
	const record = await keeper.close();
	expect(record).toMatchObject({ died: true, failed: null });
});

test("one that is not comes back for whoever asks for it next, and never while it is closed", async () => {
	const keeper = keeperOf(smallServer("healthy"), 0);
	const first = await keeper.running();
	await first.stop();
	const second = await keeper.running();
	expect(second.ended()).toBe(null);
	await keeper.close();
	expect(second.ended()).not.toBe(null);
});

test("a record tells what there is since the last one, while the server runs on", async () => {
	const keeper = keeperOf(smallServer("healthy"), 0);
	const first = await keeper.running();
	expect(await keeper.record()).toMatchObject({ died: false, exit: null, failed: null });
	await keeper.turnTo(folder.at("other.log"));
	expect(await keeper.running()).toBe(first);
	// It ends by itself: that is told once, and whoever needs it next gets another.
	process.kill((await keeper.record()).ready?.pid ?? 0, "SIGKILL");
	await first.exit;
	expect(await keeper.record()).toMatchObject({ died: true, exit: { signal: "SIGKILL" } });
	const second = await keeper.running();
	expect(second).not.toBe(first);
	expect(await keeper.close()).toMatchObject({ died: false, exit: null });
	expect(existsSync(folder.at("other.log"))).toBe(true);
});

test("one that did not start is started again by whoever needs it after the record", async () => {
	const keeper = keeperOf(smallServer("exits"), 0);
	await expect(keeper.running()).rejects.toThrow("ended before it was ready");
	expect(await keeper.record()).toMatchObject({ failed: { why: expect.any(String) } });
	expect(await keeper.record()).toMatchObject({ failed: null });
	await expect(keeper.running()).rejects.toThrow("ended before it was ready");
	await keeper.close();
});
