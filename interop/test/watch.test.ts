/** `--watch` on real small peers: what is saved runs again, on the servers that are up. */
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { interop } from "../cli/interop.ts";
import { InstanceRecord } from "../model/record.ts";
import { Results } from "../model/results.ts";
import type { Times } from "../model/times.ts";
import { RunFolder } from "../run/folder.ts";
import { SCENARIOS_FOLDER } from "../scenarios/load.ts";
import { typed } from "./support/command-line.ts";
import { type Folder, folderWith } from "./support/folder.ts";
import { SMALL_FOLDER, writePeer } from "./support/peer-folder.ts";
import { expectGone, marker, processesWith } from "./support/processes.ts";
import { npmRun } from "./support/spawned.ts";

const KNOWN = "get-feature/known-point";
const UNKNOWN = "get-feature/unknown-point";
const WATCHING = /^watching /gm;

let folder: Folder;
let mark: string;
beforeEach(() => {
	folder = folderWith({ "tmp/x": "" });
	mark = marker();
});
afterEach(() => folder[Symbol.dispose]());

const scenarioFile = (id: string) => folder.at(`scenarios/catalogue/${id}.yaml`);
const read = (id: string) => readFileSync(scenarioFile(id), "utf8");
/** As many editors do it: another file, which takes its name. */
function save(file: string, text: string): void {
	const aside = `${file}.tmp`;
	writeFileSync(aside, text);
	renameSync(aside, file);
}

interface Watched {
	/** All that was printed so far. */
	readonly printed: () => string;
	/** Resolves with what was printed since, once it waits for a save for the nth time. */
	waiting(times: number): Promise<string>;
	/** Ctrl-C; resolves with the exit code. */
	end(): Promise<number>;
	readonly ended: Promise<number>;
}

interface Wanted {
	/** What the peer does wrong. */
	readonly fault?: string[];
	/** What its scenarios take, in milliseconds of a whole run; next to nothing where it is absent. */
	readonly times?: Times;
}

/** A peer of ours against itself, in this process, on a copy of the catalogue. */
function watched({ fault = [], times = { [KNOWN]: 1, [UNKNOWN]: 1 } }: Wanted = {}): Watched {
	writeFileSync(folder.at("times.json"), JSON.stringify(times));
	cpSync(SCENARIOS_FOLDER, folder.at("scenarios"), {
		recursive: true,
		filter: (source) => !source.endsWith(".ts"),
	});
	const peer = writePeer(folder.path, { name: "mine", words: [...fault, "--marker", mark] });
	const interrupted = new AbortController();
	let printed = "";
	const look = new Set<() => void>();
	const write = (text: string) => {
		printed += text;
		for (const each of look) each();
		return true;
	};
	const ended = interop(
		{
			runtime: "process",
			peers: [peer],
			server: ["mine"],
			client: ["mine"],
			transport: ["plaintext"],
			scenario: [KNOWN, UNKNOWN],
			out: folder.at("run"),
			parallel: 2,
			timeout: 10,
			repeat: 1,
			watch: true,
		},
		{
			out: (text) => void write(`${text}\n`),
			progress: { live: false, colour: false, stream: { write } as never },
			colour: false,
			github: false,
			signal: interrupted.signal,
			command: "a test",
		},
		folder.at("scenarios"),
		folder.at("times.json"),
	);
	let seen = 0;
	return {
		printed: () => printed,
		ended,
		async waiting(times) {
			const there = new Promise<void>((resolve) => {
				const each = () => (printed.match(WATCHING)?.length ?? 0) >= times && resolve();
				look.add(each);
				each();
			});
			const over = ended.then((code) => {
				throw new Error(`ended with ${code}:\n${printed}`);
			});
			await Promise.race([there, over]);
			const since = printed.slice(seen);
			seen = printed.length;
			return since;
		},
		async end() {
			interrupted.abort();
			return ended;
		},
	};
}

const round = (number: number) =>
	number === 1 ? folder.at("run") : folder.at(`run/rounds/${number}`);
const resultsOf = (number: number) =>
	Results.parse(JSON.parse(readFileSync(join(round(number), "results.json"), "utf8")));
const outcomes = (number: number) =>
	resultsOf(number).cells.map(({ scenario, outcome }) => `${scenario} ${outcome}`);
const pidIn = (number: number) =>
	InstanceRecord.parse(
		JSON.parse(readFileSync(join(round(number), "servers/mine.plaintext.json"), "utf8")),
	).ready?.pid;

test("a saved scenario runs again, alone, on the server that is up: red when broken, green when mended", async () => {
	const watching = watched();
	await watching.waiting(1);
	expect(outcomes(1)).toEqual([`${KNOWN} passed`, `${UNKNOWN} passed`]);

	const [known, unknown] = [read(KNOWN), read(UNKNOWN)];
	save(scenarioFile(KNOWN), known.replace("Berkshire", "Yorkshire"));
	const red = await watching.waiting(2);
	expect(red).toMatch(/^saved: .*known-point\.yaml$/m);
	expect(red).toMatch(/^✗ mine\/mine\/plaintext\/get-feature\/known-point {2}failed$/m);
	expect(red).toMatch(/- .*Yorkshire/);
	expect(red).toMatch(/\+ .*Berkshire/);
	expect(red).toMatch(/^1 cell: 1 failed\nsince the round before: 1 cell red that was green$/m);
	expect(red).toMatch(/^round 2: red, \d+\.\d s after the save$/m);
	expect(outcomes(2)).toEqual([`${KNOWN} failed`]);
	expect(pidIn(2)).toBe(pidIn(1));

	// One that is wrong leaves the other as it is to be run.
	writeFileSync(scenarioFile(UNKNOWN), "title: [");
	const wrong = await watching.waiting(3);
	expect(wrong).toMatch(
		/^scenarios: .*unknown-point\.yaml: not valid YAML: .*\n {2}interop\/scenarios/m,
	);
	expect(wrong).not.toContain("round");
	expect(existsSync(round(3))).toBe(false);

	save(scenarioFile(KNOWN), known);
	const green = await watching.waiting(4);
	expect(green).toMatch(/^1 cell: 1 passed\nsince the round before: 1 cell green that was red$/m);
	expect(green).toMatch(/^round 3: green/m);
	save(scenarioFile(UNKNOWN), unknown);
	await watching.waiting(5);
	expect(outcomes(4)).toEqual([`${UNKNOWN} passed`]);
	expect(pidIn(4)).toBe(pidIn(1));

	// Neither job nor place is used twice on a server that remembers.
	const jobs = [1, 2, 3, 4].flatMap((number) =>
		new RunFolder(round(number)).read().plan.cells.map(({ job }) => job),
	);
	expect(new Set(jobs).size).toBe(jobs.length);

	expect(await watching.end()).toBe(0);
	await expectGone(mark);
	const judged = await typed("judge", round(2));
	expect([judged.code, judged.stderr]).toEqual([1, ""]);
	expect(judged.stdout).toContain("1 cell: 1 failed");
	const reported = await typed("report", round(4));
	expect([reported.code, reported.stderr]).toEqual([0, ""]);
});

test("scenarios come and go, and what was not asked for does not run", async () => {
	const watching = watched();
	await watching.waiting(1);
	save(scenarioFile("get-feature/origin"), read("get-feature/origin"));
	expect(await watching.waiting(2)).toContain("nothing of it is among what was asked for");
	const known = read(KNOWN);
	rmSync(scenarioFile(KNOWN));
	const gone = await watching.waiting(3);
	expect(gone).toMatch(
		/--scenario get-feature\/known-point: matches no scenario|no scenario is called/,
	);
	save(scenarioFile(KNOWN), known);
	await watching.waiting(4);
	expect(outcomes(2)).toEqual([`${KNOWN} passed`]);
	expect(await watching.end()).toBe(0);
});

test("a save of a peer has its server started again, and all of its cells run; one of a database, everything", async () => {
	const watching = watched();
	await watching.waiting(1);
	mkdirSync(folder.at("mine/src"));
	save(folder.at("mine/src/one.ts"), "// something");
	const again = await watching.waiting(2);
	expect(again).toMatch(/^saved: .*one\.ts$/m);
	expect(outcomes(2)).toEqual([`${KNOWN} passed`, `${UNKNOWN} passed`]);
	expect(resultsOf(2).preflight).toHaveLength(1);
	expect(pidIn(2)).not.toBe(pidIn(1));

	save(folder.at("mine/peer.yaml"), "name: [");
	expect(await watching.waiting(3)).toMatch(/^peers: .*peer\.yaml: not valid YAML/m);
	writePeer(folder.path, { name: "mine", words: ["--marker", mark] });
	await watching.waiting(4);
	expect(outcomes(3)).toHaveLength(2);

	const database = folder.at("scenarios/databases/oddities.yaml");
	save(database, `${readFileSync(database, "utf8")}\n`);
	await watching.waiting(5);
	expect(outcomes(4)).toHaveLength(2);
	expect(pidIn(4)).not.toBe(pidIn(3));
	expect(await watching.end()).toBe(0);
	await expectGone(mark);
});

test("what is saved amid a round ends it, and what it left runs with that", async () => {
	const watching = watched({ fault: ["--fault", "hangs-amid"] });
	const drives = () => processesWith(mark).some((words) => words.includes("client.ts"));
	await expect.poll(drives, { timeout: 30_000 }).toBe(true);
	save(scenarioFile(UNKNOWN), read(UNKNOWN));
	await expect.poll(watching.printed).toContain("round 1: given up for what was saved meanwhile");
	expect(new RunFolder(round(1)).read().run.interrupted).toBe(true);
	expect(existsSync(join(round(1), "results.json"))).toBe(false);

	// The second hangs as well, until its peer does not.
	await expect.poll(watching.printed).toMatch(/^2 cells: [\s\S]*^2 cells: /m);
	writePeer(folder.path, { name: "mine", words: ["--marker", mark] });
	await expect.poll(watching.printed, { timeout: 30_000 }).toMatch(/^round 3: green/m);
	expect(watching.printed()).toContain("round 2: given up for what was saved meanwhile");
	expect(outcomes(3)).toEqual([`${KNOWN} passed`, `${UNKNOWN} passed`]);
	await watching.waiting(3);
	expect(await watching.end()).toBe(0);
	await expectGone(mark);
});

test("where much is affected, a few cells are looked at first, and what was red before any other", async () => {
	const watching = watched({ times: { [KNOWN]: 60_000, [UNKNOWN]: 300_000 } });
	await watching.waiting(1);
	const touch = () => save(folder.at("mine/one.ts"), "// something");
	touch();
	const green = await watching.waiting(2);
	expect(green).toMatch(
		/^round 2: green, \d+\.\d s after the save, at a first look$[\s\S]*^round 3: green, \d+\.\d s after the save$/m,
	);
	expect(outcomes(2)).toEqual([`${KNOWN} passed`]);
	expect(outcomes(3)).toEqual([`${KNOWN} passed`, `${UNKNOWN} passed`]);
	expect(pidIn(3)).toBe(pidIn(2));
	expect([existsSync(join(round(2), "index.html")), resultsOf(2).preflight]).toEqual([false, []]);
	expect(resultsOf(3).preflight).toHaveLength(1);

	save(scenarioFile(KNOWN), read(KNOWN).replace("Berkshire", "Yorkshire"));
	await watching.waiting(3);
	touch();
	const red = await watching.waiting(4);
	expect(red).toMatch(/^round 5: red, .*, at a first look$[\s\S]*^round 6: red/m);
	expect(existsSync(join(round(5), "index.html"))).toBe(true);

	writePeer(folder.path, { name: "mine", words: ["--no-such-word", "--marker", mark] });
	const neither = await watching.waiting(5);
	expect(neither).toMatch(/^round 7: red, .*, at a first look$[\s\S]*^none of these could run/m);
	expect(neither).not.toContain("round 8");
	expect(outcomes(7)).toEqual([`${KNOWN} could-not-run`]);
	writePeer(folder.path, { name: "mine", words: ["--marker", mark] });
	await watching.waiting(6);
	expect(outcomes(9)).toEqual([`${KNOWN} failed`, `${UNKNOWN} passed`]);
	expect(await watching.end()).toBe(1);
});

const WORDS = ["--watch", "--runtime", "process", "--server", "mine", "--client", "mine"];

/** As npm starts it, with a peer that does that wrong. */
function started(...fault: string[]) {
	writePeer(folder.path, { name: "mine", words: [...fault, "--marker", mark] });
	const where = ["--peers", folder.at("mine"), "--out", folder.at("run")];
	const what = ["--transport", "plaintext", "--scenario", `${KNOWN},${UNKNOWN}`];
	return npmRun([...WORDS, ...where, ...what], { TMPDIR: folder.at("tmp") });
}

test("Ctrl-C between rounds leaves nothing, and the last round's exit code stands", async () => {
	const cli = started();
	await cli.prints(WATCHING);
	expect(processesWith(mark).some((words) => words.includes("server.ts"))).toBe(true);
	cli.killGroup("SIGINT");
	expect(await cli.ended).toBe(0);
	await expectGone(mark);
	expect(readdirSync(folder.at("tmp"))).toEqual(["x"]);
	expect(new RunFolder(round(1)).read().run.interrupted).toBe(false);
});

test("Ctrl-C amid a round is an interruption, and leaves nothing either", async () => {
	const cli = started("--fault", "hangs-amid");
	await cli.prints(/mine is ready/);
	await expect
		.poll(() => processesWith(mark).length, { timeout: 30_000 })
		.toBeGreaterThanOrEqual(2);
	cli.killGroup("SIGINT");
	expect(await cli.ended).toBe(130);
	await expectGone(mark);
	expect(readdirSync(folder.at("tmp"))).toEqual(["x"]);
	expect(new RunFolder(round(1)).read().run.interrupted).toBe(true);
});

test.each([
	["--list"],
	["--keep"],
	["--shard", "1/2"],
	["--repeat", "2"],
	["--seed", "1"],
	["--baseline", SMALL_FOLDER],
])("%s does not go with it", async (...words) => {
	const { code, stderr } = await typed("--watch", ...words);
	expect([code, stderr]).toEqual([
		2,
		`arguments: ${words[0]} does not go with --watch\n  Watch with filters alone, and run again without --watch for the rest.\n`,
	]);
});
