/** Runs in parts, by shards and by servers, joined and judged again; and all that is refused. */
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTimes } from "../cli/times.ts";
import type { Results } from "../model/results.ts";
import { dealer } from "../plan/shard.ts";
import { typed } from "./support/command-line.ts";
import { folderWith } from "./support/folder.ts";
import { writePeer } from "./support/peer-folder.ts";
import { refusals } from "./support/refusals.ts";
import { catalogue } from "./support/run.ts";

const SHARDS = 3;
const NUMBERS = Array.from({ length: SHARDS }, (_, index) => index + 1);
const folder = folderWith();
const peers = folder.at("peers");
const parts = NUMBERS.map((number) => folder.at(`shard-${number}`));
const columns = ["one", "two"].map((name) => folder.at(`server-${name}`));

/** One for each shard, so that none is empty. */
const shardOf = dealer(SHARDS, readTimes());
const scenarios = NUMBERS.map(
	(number) =>
		catalogue.find(({ id }) => id.startsWith("get-feature/") && shardOf(id) === number)?.id,
);
const whole = ["--runtime", "process", "--peers", peers, "--server", "one,two", "--client", "one"];
whole.push("--scenario", scenarios.join(), "--transport", "plaintext");
const column = (name: string) => whole.toSpliced(whole.indexOf("one,two"), 1, name);
const run = (words: readonly string[], out: string) => typed(...words, "--out", out);
const merged = (of: readonly string[], ...more: string[]) =>
	typed("report", "merge", ...of, "--out", folder.at("out"), ...more);

const read = (run: string, name = "results.json") =>
	JSON.parse(readFileSync(join(run, name), "utf8"));
/** A verdict, without what tells one run from another. */
const verdict = ({ cells, blame, summary, ledger, preflight, peers, scenarios }: Results) => ({
	cells: cells.map(({ ms: _, reason, ...cell }) => ({
		...cell,
		reason: reason?.replaceAll(/\bp\d\./g, "").replaceAll(/\d+/g, "n"),
	})),
	blame,
	summary,
	ledger,
	// Texts of OpenSSL's have addresses in them.
	preflight: preflight.map(({ seen: _, ...check }) => check),
	peers,
	scenarios,
});

beforeAll(async () => {
	writePeer(peers, { name: "one" });
	// What is red has to stay so.
	writePeer(peers, { name: "two", words: ["--fault", "lies"] });
	await run(whole, folder.at("whole"));
	for (const [index, part] of parts.entries()) {
		await run([...whole, "--shard", `${index + 1}/${SHARDS}`], part);
	}
	await run(column("one"), columns[0] ?? "");
	await run(column("two"), columns[1] ?? "");
	writeFileSync(folder.at("list.json"), (await typed(...whole, "--list", "--json")).stdout);
}, 240_000);
afterAll(() => folder[Symbol.dispose]());

test.each([
	["all shards", parts],
	["a run for each server", columns],
	["shards in any order", parts.toReversed()],
])("%s give the verdict of the whole run", async (_, of) => {
	const { code, stdout } = await merged(of, "--whole", folder.at("list.json"));
	const [one, other] = [read(folder.at("whole")), read(folder.at("out"))];
	expect(verdict(other)).toEqual(verdict(one));
	expect(one.summary.passed).toBeGreaterThan(0);
	expect(one.summary.failed).toBeGreaterThan(0);
	expect(code).toBe(1);
	expect(stdout).toContain(`${one.cells.length} cells: `);
});

test("a merged run is a run: judged again it says the same, and each log and transcript is there", async () => {
	await merged(parts);
	const before = read(folder.at("out"));
	expect((await typed("judge", folder.at("out"))).code).toBe(1);
	expect(read(folder.at("out"))).toEqual(before);
	for (const kind of ["logs", "transcripts", "servers"]) {
		const names = (path: string) => readdirSync(join(path, kind));
		const all = parts.flatMap((part, index) => names(part).map((name) => `p${index + 1}.${name}`));
		expect(names(folder.at("out"))).toEqual(all.sort());
	}
	expect(read(folder.at("out"), "rows.json")).toEqual(read(parts[0] ?? "", "rows.json"));
	expect(read(folder.at("out"), "run.json").parts).toEqual(
		NUMBERS.map((index) => ({ id: expect.any(String), shard: { index, of: SHARDS } })),
	);
});

test("repetitions of shards are joined repetition by repetition", async () => {
	const again = [...whole, "--repeat", "2", "--seed", "7"];
	const repeated = NUMBERS.map((number) => folder.at(`repeated-${number}`));
	for (const [index, part] of repeated.entries()) {
		await run([...again, "--shard", `${index + 1}/${SHARDS}`], part);
	}
	await run(again, folder.at("repeated"));
	await merged(repeated);
	expect(verdict(read(folder.at("out")))).toEqual(verdict(read(folder.at("repeated"))));
	expect(read(folder.at("out")).run.repeat).toEqual({ times: 2, seed: 7 });
}, 180_000);

test("what agrees within each part, and not over all of them, is red once they are joined", async () => {
	const columns = ["ts-python", "ts-go"].map((name) => ({ name, part: folder.at(`of-${name}`) }));
	const words = ["--client", "ts", "--transport", "plaintext", "--scenario", "get-feature/origin"];
	for (const { name, part } of columns) {
		await run(["--runtime", "process", "--server", name, ...words], part);
	}
	const ofBoth = columns.map(({ part }) => part);
	expect((await merged(ofBoth)).code).toBe(0);
	const [, other = ""] = ofBoth;
	for (const name of readdirSync(join(other, "transcripts"))) {
		const record = read(other, join("transcripts", name));
		for (const { line } of record.jobs) {
			const last = line.results.at(-1);
			if (last?.status === "OK") last.trailing = [["odd", ["1"]]];
		}
		writeFileSync(join(other, "transcripts", name), JSON.stringify(record));
	}
	expect((await typed("judge", other)).code).toBe(0);
	const { code, stdout } = await merged(ofBoth);
	expect(code).toBe(1);
	expect(stdout).toContain("disagree, without a majority (1 : 1)");
});

const [first = ""] = parts;
const [one = ""] = columns;

test.each(refusals({ parts, columns, folder }))(
	"%s: refused, with which and why, and nothing is left",
	async (_, given, says) => {
		rmSync(folder.at("out"), { recursive: true, force: true });
		const { code, stderr, stdout } = await merged(given());
		expect(stderr).toMatch(says);
		expect(stderr.split("\n")).toHaveLength(3);
		expect([code, stdout]).toEqual([2, ""]);
		expect(existsSync(folder.at("out"))).toBe(false);
	},
);

test("a column that ran with less than another, or is not all that was listed, is refused", async () => {
	const fewer = column("two").map((word) => (word === scenarios.join() ? scenarios[0] : word));
	await run(fewer as string[], folder.at("less"));
	const less = await merged([one, folder.at("less")]);
	expect([less.code, less.stderr]).toEqual([
		2,
		expect.stringMatching(/^merge: missing: no part has two\/one\/plaintext\/.*, and 1 more cells/),
	]);
	const alone = await merged([one], "--whole", folder.at("list.json"));
	expect([alone.code, alone.stderr]).toEqual([
		2,
		expect.stringMatching(/^merge: missing: no part has two\/one\//),
	]);
	writeFileSync(
		folder.at("short.json"),
		JSON.stringify({ cells: [`one/one/plaintext/${scenarios[0]}`] }),
	);
	const more = await merged([one], "--whole", folder.at("short.json"));
	expect([more.code, more.stderr]).toEqual([
		2,
		expect.stringMatching(/^merge: foreign: .* and --whole does not/),
	]);
	const none = await merged([one], "--whole", folder.at("no-list.json"));
	expect([none.code, none.stderr]).toEqual([
		2,
		expect.stringMatching(/^merge: --whole .*no-list.json: cannot be read/),
	]);
});

test("the folder that is written is none of those that are read, by no name of it, and none lies in another", async () => {
	const link = folder.at("link");
	symlinkSync(first, link);
	mkdirSync(folder.at("watched"));
	const round = folder.at("watched/rounds");
	cpSync(first, round, { recursive: true });
	for (const [out, says] of [
		[first, /^merge: --out .*shard-1 is one of the parts: .*shard-1\n/],
		[link, /^merge: --out .*link is one of the parts: .*shard-1\n/],
		[join(link, "new"), /^merge: --out .*new lies in one of the parts: .*shard-1\n/],
		[folder.at("watched"), /^merge: --out .*watched holds one of the parts: .*rounds\n/],
	] as const) {
		const { code, stderr } = await typed("report", "merge", ...parts, round, "--out", out);
		expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
	}
	expect(existsSync(join(first, "new"))).toBe(false);
	expect(readdirSync(join(first, "transcripts"))).toEqual(readdirSync(join(round, "transcripts")));
});
