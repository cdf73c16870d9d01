import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectGone, marker, processesWith } from "../test/support/processes.ts";
import { type Ran, runWith } from "../test/support/run.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";

/** What is wrong with a driver, and what is said of all its cells. */
const FAULTS: Readonly<Record<string, RegExp>> = {
	"no-word": /^could-not-run: .*it hung: no hello for 6 s$/,
	"hangs-amid": /^could-not-run: .*it hung: no line for \d s$/,
	rubbish: /^could-not-run: .*a line that is not JSON: "Segmentation fault/,
	binary: /^could-not-run: .*a line that is not JSON: "/,
	"endless-line": /^could-not-run: .*it printed a line longer than 67108864 bytes$/,
	"closes-stdout":
		/^could-not-run: .*it closed its stdout without a word, after 0 jobs, and lived on$/,
	"strange-line": /^could-not-run: .*a line of no known shape: "\{\\"progress\\":50\}"$/,
	"hello-twice": /^could-not-run: .*hello twice$/,
	"dies-amid": /^could-not-run: .*it ended without its done line, after 3 jobs, with exit code 7$/,
	"no-done": /^could-not-run: .*it ended without its done line, after 4 jobs, with exit code 0$/,
	"exit-7": /^could-not-run: .*it ended with exit code 7$/,
	"leaves-out": /^could-not-run: .*it left out job k\d+$/,
	"answers-twice": /^could-not-run: .*it answered job k\d+ twice$/,
	"unknown-job": /^could-not-run: .*a job that it was not given: k999999$/,
	"wrong-count": /^could-not-run: .*its done line says 5 jobs, it printed 4$/,
	"line-after-done": /^could-not-run: .*a line after its done line/,
	stays: /^could-not-run: .*it did not exit within 2.5 s of its done line$/,
	guesses: /^could-not-run: .*to the made-up step \w+, where only "unsupported" is honest$/,
	"too-few": /^could-not-run: .*completed with 2 results for 3 steps$/,
	"undeclared-unsupported": /^failed: the driver says unsupported, which no peer.yaml declares/,
	child: /^(passed|could-not-run: .*it did not exit)/,
	healthy: /^passed$/,
	noise: /^passed$/,
	"one-long-log-line": /^passed$/,
	separators: /^passed$/,
	"long-line": /^passed$/,
};

const mark = marker();
let ran: Ran;
let meanwhile = 0;
beforeAll(async () => {
	const clients = Object.keys(FAULTS).map((name) =>
		smallClient(name, { words: ["--marker", mark] }),
	);
	const batch = () => {
		meanwhile = Math.max(meanwhile, processesWith(mark).length);
	};
	const server = smallServer("healthy", { words: ["--marker", mark] });
	ran = await runWith([server, ...clients], { events: { batch } });
});
afterAll(() => ran[Symbol.dispose]());

for (const [name, said] of Object.entries(FAULTS)) {
	test(`a driver with ${name === "healthy" ? "no fault" : `the fault ${name}`} gets what it deserves, in all of its cells`, () => {
		const all = ran.said(`c-${name}`);
		expect(all).not.toEqual([]);
		for (const one of all) expect(one).toMatch(said);
		expect(ran.results.cells.filter(({ client }) => client === `c-${name}`)).toHaveLength(2);
	});
}

test("no driver, and nothing that a driver started, survives the run", async () => {
	await expectGone(mark);
});

test("a driver that floods its log fills no disk", () => {
	const noisy = ran.files.plan.batches.find(
		({ client, preflight }) => client === "c-noise" && preflight === null,
	);
	const log = readFileSync(ran.folder.log(noisy?.id ?? ""), "utf8");
	expect(log.length).toBeLessThan(4.1 * 1024 * 1024);
	expect(log.trimEnd().split("\n").at(-1)?.slice(0, 80)).toMatch(/^\[cut: more than \d+ bytes\]$/);
});

test("a text with separators that end a line elsewhere comes through whole", () => {
	const record = ran.files.batches.find(({ batch }) => /^c-separators\..*\.2$/.test(batch));
	const finish = record?.jobs.find(({ line }) => line.end === "completed")?.line.results.at(-1);
	expect(finish).toMatchObject({ details: "line\u2028paragraph\u2029next\u0085" });
});

test("what is marked is found while it runs", () => {
	expect(meanwhile).toBeGreaterThan(0);
});
