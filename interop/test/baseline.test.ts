/** Runs compared, from the command line to the exit code, with real small peers. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Baseline } from "../model/baseline.ts";
import { Changes } from "../model/changes.ts";
import { typed, typedAt } from "./support/command-line.ts";
import { type Folder, folderWith } from "./support/folder.ts";
import { type Ran, runWith } from "./support/run.ts";
import { smallClient, smallServer } from "./support/small-peers.ts";

let good: Ran;
let bad: Ran;
let files: Folder;

beforeAll(async () => {
	const client = smallClient("healthy");
	good = await runWith([smallServer("healthy"), client]);
	bad = await runWith([smallServer("healthy", { words: ["--fault", "lies"] }), client]);
	files = folderWith({ "broken.json": "{", "foreign.json": "{}" });
	for (const { folder } of [good, bad]) await typed("judge", folder.path);
});
afterAll(() => {
	for (const one of [good, bad, files]) one[Symbol.dispose]();
});

test("what fails newly is told with what it was, and exits with 1; the other way round it is fixed", async () => {
	const worse = await typed("report", "diff", good.folder.path, bad.folder.path);
	expect([worse.code, worse.stderr]).toEqual([1, ""]);
	expect(worse.stdout).toMatch(
		/✗ New failures:\n {4}get-feature\/known-point, s-healthy\/c-healthy\/plaintext: passed → failed: /,
	);
	expect(worse.stdout).toMatch(/2 cells newly not as they should be\n$/);
	const better = await typed("report", "diff", bad.folder.path, good.folder.path);
	expect([better.code, better.stderr]).toEqual([0, ""]);
	expect(better.stdout).toMatch(/nothing is newly not as it should be; 2 cells fixed\n$/);
});

test("--markdown makes the same comparison Markdown", async () => {
	const { code, stdout } = await typed(
		"report",
		"diff",
		good.folder.path,
		bad.folder.path,
		"--markdown",
	);
	expect(code).toBe(1);
	expect(stdout).toMatch(/^# Interop: 2 cells newly not as they should be\n/);
	expect(stdout).toContain("### New failures\n\n- get-feature/known-point");
});

test("with a baseline of a red run, the same failures exit with 0 and are still shown as failed", async () => {
	const file = files.at("baseline.json");
	const made = await typed("report", "baseline", bad.folder.path, file);
	expect([made.code, made.stderr]).toEqual([0, ""]);
	expect(Baseline.parse(JSON.parse(readFileSync(file, "utf8"))).summary.failed).toBe(2);
	const alone = await typed("judge", bad.folder.path);
	expect(alone.code).toBe(1);
	const known = await typed("judge", bad.folder.path, "--baseline", file);
	expect([known.code, known.stderr]).toEqual([0, ""]);
	expect(known.stdout).toContain("2 cells: 2 failed");
	expect(known.stdout).toMatch(/since the baseline of run test .*2 cells known and still red/);
	const markdown = readFileSync(join(bad.folder.path, "report.md"), "utf8");
	expect(markdown).toMatch(/^# Interop: red\n/);
	expect(markdown).toContain("2 cells known and still red");
});

test("with a baseline of a green run, what fails exits with 1", async () => {
	const file = files.at("green.json");
	await typed("report", "baseline", good.folder.path, file);
	const { code, stdout } = await typed("judge", bad.folder.path, "--baseline", file);
	expect(code).toBe(1);
	expect(stdout).toMatch(/since the baseline .*2 cells newly not as they should be/);
});

test("reports written with --baseline have what changed, and judging without one forgets it", async () => {
	const path = bad.folder.path;
	const { code } = await typed("report", path, "--baseline", good.folder.path);
	expect(code).toBe(0);
	const changes = Changes.parse(JSON.parse(readFileSync(join(path, "changes.json"), "utf8")));
	expect(changes.failures).toHaveLength(2);
	expect(readFileSync(join(path, "report.md"), "utf8")).toContain("### New failures");
	await typed("judge", path);
	expect(readFileSync(join(path, "report.md"), "utf8")).not.toContain("New failures");
});

test("--quiet leaves failures and the verdict, and no matrix", async () => {
	const loud = await typed("judge", bad.folder.path);
	const { code, stdout } = await typed("judge", bad.folder.path, "--quiet");
	expect(code).toBe(1);
	expect(loud.stdout).toContain("blame: ");
	expect(loud.stdout).toMatch(/server \\ client/);
	expect(stdout).not.toMatch(/server \\ client|^blame: /m);
	expect(stdout).toMatch(/✗ s-healthy\/c-healthy\/plaintext\/get-feature\/known-point {2}failed\n/);
	expect(stdout).toContain("2 cells: 2 failed");
});

test("in a job of GitHub's, each red scenario is annotated at the line of its step", async () => {
	const judged = await typedAt({ github: true }, "judge", bad.folder.path);
	const lines = judged.stdout.split("\n").filter((line) => line.startsWith("::"));
	expect(lines).toHaveLength(2);
	const file = "interop/scenarios/catalogue/get-feature/known-point.yaml";
	expect(lines[0]).toMatch(
		new RegExp(`^::error file=${file},line=\\d+,title=get-feature/known-point::1 cell: `),
	);
	expect((await typed("judge", bad.folder.path)).stdout).not.toContain("::error");
});

test("a run that was interrupted is no baseline", async () => {
	const file = join(good.folder.path, "run.json");
	const before = readFileSync(file, "utf8");
	writeFileSync(file, before.replace('"interrupted": false', '"interrupted": true'));
	await typed("judge", good.folder.path);
	const { code, stderr } = await typed("report", "baseline", good.folder.path, files.at("none"));
	writeFileSync(file, before);
	await typed("judge", good.folder.path);
	expect([code, stderr]).toEqual([2, expect.stringContaining("the run was interrupted")]);
});
