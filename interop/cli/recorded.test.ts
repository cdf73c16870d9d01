import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { judge } from "../compare/judge.ts";
import { RunWriteError } from "../model/error.ts";
import { RunFolder } from "../run/folder.ts";
import { factsOf } from "../test/support/facts.ts";
import { folderWith } from "../test/support/folder.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { recorded } from "./recorded.ts";
import type { Terminal } from "./terminal.ts";

const terminal: Terminal = {
	out: () => {},
	progress: { live: false, colour: false, stream: { write: () => true } as never },
	colour: false,
	github: false,
	signal: new AbortController().signal,
	command: "a test",
};

/** Its folder, once `carryOut` has been tried. */
async function recordedIn(path: string, carryOut: () => Promise<void>): Promise<RunFolder> {
	const { plan, scenarios } = factsOf([smallServer("good"), smallClient("good-client")]);
	const folder = RunFolder.create("test", path);
	const interrupted = () => false;
	const loudness = "quiet";
	await recorded(
		{ id: "test", origin: null, plan, scenarios, folder, loudness, interrupted },
		terminal,
		carryOut,
	);
	return folder;
}

test("a run that broke off by a fault came to no end, and can be judged: what it lacks was never there", async () => {
	using folder = folderWith();
	const path = folder.at("run");
	const full = new RunWriteError("transcripts/1.json cannot be written: no space left", null);
	await expect(recordedIn(path, () => Promise.reject(full))).rejects.toBe(full);
	const { results } = judge(new RunFolder(path).read());
	expect(results.run.ended).toBe(null);
	expect(results.cells.map(({ outcome }) => outcome)).toEqual(["could-not-run"]);
});

test("a run that was carried out has an end", async () => {
	using folder = folderWith();
	await recordedIn(folder.at("run"), () => Promise.resolve());
	const { ended } = JSON.parse(readFileSync(folder.at("run/run.json"), "utf8"));
	expect(Date.parse(ended)).not.toBeNaN();
});
