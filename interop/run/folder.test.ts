import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judge } from "../compare/judge.ts";
import type { BatchPlan } from "../model/plan.ts";
import { typed } from "../test/support/command-line.ts";
import { type Folder, folderWith } from "../test/support/folder.ts";
import { type Ran, runWith } from "../test/support/run.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { RunFolder } from "./folder.ts";

let ran: Ran;
beforeAll(async () => {
	ran = await runWith([smallServer("healthy"), smallClient("healthy")]);
});
afterAll(() => ran[Symbol.dispose]());

const FILES = ["run.json", "plan.json", "scenarios.json", "peers.json"];

/** A copy of the run with one file's text changed. */
async function judgedWith(name: string, change: (text: string) => string) {
	const file = join(ran.folder.path, name);
	const before = readFileSync(file, "utf8");
	writeFileSync(file, change(before));
	try {
		return await typed("judge", ran.folder.path);
	} finally {
		writeFileSync(file, before);
	}
}

function batch(isPreflight: boolean): BatchPlan {
	const found = ran.files.plan.batches.find(
		({ preflight }) => (preflight !== null) === isPreflight,
	);
	if (found === undefined) throw new Error("the run has no such batch");
	return found;
}

/** A copy of the run that may be spoilt. */
function copyOfRun(): Folder {
	const folder = folderWith();
	cpSync(ran.folder.path, folder.path, { recursive: true });
	return folder;
}

test("a run is judged again from its files alone", async () => {
	expect(judge(ran.folder.read()).results).toEqual(ran.results);
	expect((await typed("judge", ran.folder.path)).code).toBe(0);
});

for (const name of FILES) {
	for (const [what, change] of Object.entries({
		"is cut short": (text: string) => text.slice(0, text.length / 2),
		"is empty": () => "",
		"is a list": () => "[]",
		"has a word that is none": () => '{\n"a": rubbish\n}',
	})) {
		test(`a run whose ${name} ${what} is refused, with the file's name`, async () => {
			const { code, stderr } = await judgedWith(name, change);
			expect(stderr).toMatch(new RegExp(`^run: .*/${name}: [^\\n]+\\n {2}[^\\n]+\\n$`));
			expect(code).toBe(2);
		});
	}
}

test("a run whose transcript is cut short is refused, with the file's name", async () => {
	const [name = ""] = readdirSync(join(ran.folder.path, "transcripts"));
	const { code, stderr } = await judgedWith(join("transcripts", name), (text) => text.slice(0, 99));
	expect([code, stderr]).toEqual([2, expect.stringContaining(`transcripts/${name}: `)]);
});

test("a run that lacks a scenario of its plan is refused", async () => {
	const { code, stderr } = await judgedWith("scenarios.json", () => '{"scenarios":[]}');
	expect([code, stderr]).toEqual([
		2,
		expect.stringMatching(/get-feature\/\S+, which the plan names/),
	]);
});

test("a run without its transcripts' folder is refused", () => {
	using folder = folderWith();
	for (const name of FILES) {
		writeFileSync(folder.at(name), readFileSync(join(ran.folder.path, name)));
	}
	expect(() => new RunFolder(folder.path).read()).toThrow(/transcripts: there is no such folder/);
});

test("a folder that cannot be made is refused, also below one that cannot hold any", () => {
	expect(() => RunFolder.create("never", "/proc/nowhere/run")).toThrow(
		/--out \/proc\/nowhere\/run: /,
	);
});

const LOST = {
	"a cell's transcript": () => ({ part: "transcripts", id: batch(false).id }),
	"a preflight's transcript": () => ({ part: "transcripts", id: batch(true).id }),
	"a server's record": () => ({ part: "servers", id: batch(false).instance }),
};

test.each(Object.entries(LOST))(
	"a run that has lost %s is refused, with the file's name, and blames nobody",
	async (_, lost) => {
		const { part, id } = lost();
		using copy = copyOfRun();
		const file = copy.at(join(part, `${id}.json`));
		rmSync(file);
		expect(await typed("judge", copy.path)).toMatchObject({
			code: 2,
			stdout: "",
			stderr: expect.stringMatching(
				/^run: \S+\.json: there is no such file, and the run had left it\n {2}Fetch [^\n]+\n$/,
			),
		});
		expect(() => new RunFolder(copy.path).read()).toThrow(file);
	},
);

test.each([null, "preflight"])(
	"a run that came to no end says so of what it left undone, and blames nobody (%s)",
	(undone) => {
		using copy = copyOfRun();
		const { id } = batch(undone !== null);
		rmSync(copy.at(`transcripts/${id}.json`));
		const run = JSON.parse(readFileSync(copy.at("run.json"), "utf8"));
		writeFileSync(copy.at("run.json"), JSON.stringify({ ...run, ended: null }));
		const { results } = judge(new RunFolder(copy.path).read());
		expect(results.summary["could-not-run"]).toBe(undone === null ? 2 : 0);
		expect(results.summary.failed).toBe(0);
		expect(results.blame).toEqual(ran.results.blame);
		if (undone === null) {
			expect(results.cells[0]?.reason).toMatch(/: it was not run: the run came to no end$/);
		}
	},
);

test("a run that was killed before its server's record was written blames nobody for that", () => {
	using copy = copyOfRun();
	rmSync(copy.at(`servers/${batch(false).instance}.json`));
	const run = JSON.parse(readFileSync(copy.at("run.json"), "utf8"));
	writeFileSync(copy.at("run.json"), JSON.stringify({ ...run, ended: null }));
	const { results } = judge(new RunFolder(copy.path).read());
	expect(results.summary).toMatchObject({ failed: 0, "could-not-run": 2 });
	expect(results.cells[0]?.reason).toMatch(
		/: the run came to no end, and what the server saw was not written yet$/,
	);
	expect(results.blame).toEqual(ran.results.blame);
});

test("the folder of an earlier run is used anew; one that only looks like it is not touched", () => {
	using folder = folderWith({
		"old/run.json": "{}",
		"old/plan.json": "{}",
		"old/results.json": "{}",
	});
	RunFolder.create("again", folder.at("old"));
	expect(readdirSync(folder.at("old")).sort()).toEqual([
		"logs",
		"relays",
		"servers",
		"transcripts",
	]);
	using site = folderWith({ "index.html": "mine", "logs/today": "mine" });
	expect(() => RunFolder.create("again", site.path)).toThrow(/other files in it/);
	expect(readFileSync(site.at("logs/today"), "utf8")).toBe("mine");
});

test("a folder that cannot be written says so in one line, and what to do", () => {
	using folder = folderWith({});
	const run = RunFolder.create("gone", folder.at("run"));
	rmSync(folder.at("run"), { recursive: true });
	for (const write of [
		() => run.write("plan.json", {}),
		() => run.copy(ran.folder.path, "plan.json"),
	]) {
		expect(write).toThrow(
			expect.objectContaining({
				name: "RunWriteError",
				code: 3,
				message: expect.stringMatching(/plan\.json cannot be written: E/),
				hint: expect.stringContaining("--out"),
			}),
		);
	}
});

test("what changed since a baseline is refused likewise where it cannot be written", async () => {
	const run = ran.folder.path;
	await typed("judge", run);
	mkdirSync(join(run, "changes.json"));
	try {
		const { code, stderr } = await typed("report", run, "--baseline", run);
		expect([code, stderr]).toEqual([
			3,
			expect.stringMatching(/^run: .*changes\.json cannot be written: EISDIR.*\n.*--out/),
		]);
	} finally {
		rmSync(join(run, "changes.json"), { recursive: true });
	}
});
