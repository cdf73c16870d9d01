import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Results } from "../model/results.ts";
import { RunFolder } from "../run/folder.ts";
import { typed } from "./support/command-line.ts";
import { type Folder, folderWith } from "./support/folder.ts";
import { writePeer } from "./support/peer-folder.ts";
import { expectGone, marker, processesWith } from "./support/processes.ts";
import { npmRun, type Spawned, spawned } from "./support/spawned.ts";

/** Ends only when it is killed, and tells by its words whose it is. */
const sleeper = (mark: string) => [process.execPath, "-e", "setInterval(() => {}, 1000)", mark];

/** Nothing, but that the page was built, where it had not been for this machine. */
const BUILT = /^(building the report's page.*\n)?$/;

interface Scene {
	readonly folder: Folder;
	readonly mark: string;
	readonly cli: Spawned;
}

/** The command line with one peer against itself, in `folder/run`. */
function start(
	folder: Folder,
	words: readonly string[],
	setup = false,
	more: string[] = [],
	startedBy = spawned,
): Scene {
	const mark = marker();
	const name = "mine";
	writePeer(folder.path, {
		name,
		words: [...words, "--marker", mark],
		setup: setup ? [sleeper(mark)] : [],
	});
	const argv = ["--runtime", "process", "--peers", folder.at(name), "--server", name];
	argv.push(
		"--client",
		name,
		"--transport",
		"plaintext",
		"--scenario",
		"get-feature/known-point,get-feature/unknown-point",
	);
	argv.push("--out", folder.at("run"), ...more);
	const cli = startedBy(argv, { INTEROP_CACHE: folder.at("cache"), TMPDIR: folder.at("tmp") });
	return { folder, mark, cli };
}

const runs = (mark: string) => expect.poll(() => processesWith(mark).length, { timeout: 20_000 });

async function expectCleared({ mark, folder }: Scene): Promise<void> {
	await expectGone(mark);
	expect(readdirSync(folder.at("tmp"))).toEqual(["x"]);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
	test(`${signal} amid a run: exit 130, nothing left, and the report says what ran`, async () => {
		using folder = folderWith({ "tmp/x": "" });
		// Its server is up, and its driver hangs amid its jobs.
		const scene = start(folder, ["--fault", "hangs-amid"]);
		await runs(scene.mark).toBeGreaterThanOrEqual(2);
		scene.cli.kill(signal);
		expect(await scene.cli.ended).toBe(130);
		await expectCleared(scene);
		expect(scene.cli.stderr()).toContain(`${signal}: stopping and cleaning up`);
		// What was cut off is no failure that anybody has to look into.
		expect(scene.cli.stderr()).not.toContain("✗");
		expect(scene.cli.stdout()).toContain("; interrupted");
		const { run } = new RunFolder(folder.at("run")).read();
		expect(run).toMatchObject({ interrupted: true, ended: expect.any(String) });
		const results = Results.parse(JSON.parse(readFileSync(folder.at("run/results.json"), "utf8")));
		const reasons = results.cells.map(({ outcome, reason }) => `${outcome}: ${reason}`);
		for (const reason of reasons) expect(reason).toMatch(/^could-not-run: .*interrupted$/);
		expect(readFileSync(folder.at("run/report.md"), "utf8")).toContain("interrupted");
	});
}

test("Ctrl-C under npm, which passes it on once more, still ends the run in order", async () => {
	using folder = folderWith({ "tmp/x": "" });
	const scene = start(folder, ["--fault", "hangs-amid"], false, [], npmRun);
	await runs(scene.mark).toBeGreaterThanOrEqual(2);
	scene.cli.killGroup("SIGINT");
	expect(await scene.cli.ended).toBe(130);
	await expectCleared(scene);
	expect(scene.cli.stdout()).toContain("; interrupted");
	expect(readFileSync(folder.at("run/report.md"), "utf8")).toContain("interrupted");
});

test("SIGTERM amid a set-up ends the set-up, and whatever it started", async () => {
	using folder = folderWith({ "tmp/x": "" });
	const scene = start(folder, [], true);
	// Ours is among the words of the set-up alone: nothing else has started.
	await runs(scene.mark).toBe(1);
	scene.cli.kill("SIGTERM");
	expect(await scene.cli.ended).toBe(130);
	await expectCleared(scene);
});

test("SIGINT while a server is not ready does not wait for it", async () => {
	using folder = folderWith({ "tmp/x": "" });
	const scene = start(folder, ["--fault", "silent"]);
	await runs(scene.mark).toBeGreaterThanOrEqual(1);
	scene.cli.kill("SIGINT");
	expect(await scene.cli.ended).toBe(130);
	await expectCleared(scene);
	// Waited for to its end, it would have been one that was not ready in time.
	const { instances } = new RunFolder(folder.at("run")).read();
	expect(instances.map(({ failed }) => failed?.why)).toEqual([
		expect.stringContaining("the run was interrupted before it was ready"),
	]);
});

test("a second SIGINT ends at once, and leaves no process all the same", async () => {
	using folder = folderWith({ "tmp/x": "" });
	// Its server does not heed SIGTERM, so that the first one takes five seconds.
	const scene = start(folder, ["--fault", "ignores-sigterm"], false, ["--keep"]);
	await scene.cli.prints("The servers stay up until Ctrl-C");
	scene.cli.kill("SIGINT");
	await scene.cli.prints("SIGINT: stopping and cleaning up");
	// The same signal soon after the first is taken for npm's echo of it: whoever means it goes on.
	const leaning = setInterval(() => scene.cli.kill("SIGINT"), 100);
	try {
		expect(await scene.cli.ended).toBe(130);
	} finally {
		clearInterval(leaning);
	}
	await expectCleared(scene);
	// In order it would have waited for the server, and made its report.
	expect(existsSync(folder.at("run/report.md"))).toBe(false);
});

test("--keep leaves the server up and prints its address; Ctrl-C ends it, and the run's own exit code stands", async () => {
	using folder = folderWith({ "tmp/x": "" });
	const scene = start(folder, [], false, ["--keep"]);
	await scene.cli.prints(/ mine\.plaintext {2}127\.0\.0\.1:\d+\n/);
	expect(processesWith(scene.mark).some((words) => words.includes("server.ts"))).toBe(true);
	scene.cli.kill("SIGINT");
	expect(await scene.cli.ended).toBe(0);
	await expectCleared(scene);
	const { run } = new RunFolder(folder.at("run")).read();
	expect(run.interrupted).toBe(false);

	const files = [
		"results.json",
		"details.json",
		"report.md",
		"findings.md",
		"junit.xml",
		"index.html",
	];
	const contents = () => files.map((name) => readFileSync(folder.at(`run/${name}`), "utf8"));
	const before = contents();
	const judged = await typed("judge", folder.at("run"));
	expect(judged.code).toBe(0);
	expect(judged.stderr).toMatch(BUILT);
	expect(contents()).toEqual(before);
	const reported = await typed("report", folder.at("run"));
	expect(reported.code).toBe(0);
	expect(reported.stderr).toMatch(BUILT);
	expect(contents()).toEqual(before);
});
