/** Repetitions from the plan to the report, with peers that run. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jobIn } from "../model/repetition.ts";
import { loadReportData } from "../report/load.ts";
import { typed } from "./support/command-line.ts";
import { type Ran, runWith } from "./support/run.ts";
import { smallClient, smallServer } from "./support/small-peers.ts";

const TIMES = 3;
const CELL = "s-healthy/c-healthy/plaintext/get-feature/known-point";
let ran: Ran;

beforeAll(async () => {
	const peers = [smallServer("healthy"), smallClient("healthy")];
	ran = await runWith(peers, { repeat: TIMES });
});
afterAll(() => ran[Symbol.dispose]());

test("each repetition leaves transcripts of its own, and the one server tells of all of them", () => {
	expect(ran.results.summary).toMatchObject({ passed: 2, total: 2 });
	expect(ran.results.cells.map(({ repetitions }) => repetitions?.n)).toEqual([TIMES, TIMES]);
	const transcripts = readdirSync(join(ran.folder.path, "transcripts"));
	for (const number of [2, 3]) {
		expect(transcripts.filter((name) => name.includes(`.r${number}.`))).toHaveLength(1);
	}
	const { plan, instances, factsOf } = ran.folder.open();
	const [instance, ...others] = instances;
	expect(others).toEqual([]);
	const told = new Set(instance?.witnesses.map(({ cell }) => cell));
	const jobs = plan.cells.flatMap(({ job }) =>
		[1, 2, 3].map((number) => jobIn(job, number, plan.repeat)),
	);
	expect(jobs.every((job) => told.has(job))).toBe(true);
	// What is judged of one repetition has its own alone.
	const [first] = factsOf(1).instances;
	expect(first?.witnesses.length).toBe((instance?.witnesses.length ?? 0) / TIMES);
});

test("judged again, a failure in one repetition is red, and the report leads to its transcript", async () => {
	const { plan } = ran.folder.open();
	const job = jobIn(plan.cells.find(({ id }) => id === CELL)?.job ?? "", 2, plan.repeat);
	const folder = join(ran.folder.path, "transcripts");
	const name = readdirSync(folder).find((file) => file.includes(".r2.")) ?? "";
	const record = JSON.parse(readFileSync(join(folder, name), "utf8"));
	for (const { line } of record.jobs) {
		if (line.job === job) line.results.at(-1).status = "UNKNOWN";
	}
	writeFileSync(join(folder, name), JSON.stringify(record));
	const { code, stdout } = await typed("judge", ran.folder.path);
	expect(code).toBe(1);
	expect(stdout).toMatch(/3 repetitions of each cell, .*--seed 1\): 1 cell is flaky/);
	expect(stdout).toContain(`1 of 3 red: ${CELL}`);
	expect(stdout).toContain(`--cell ${CELL} --runtime process --repeat 3`);
	const data = await loadReportData(ran.folder.path);
	const batch = name.replace(".json", "");
	expect(data.whereabouts.get(CELL)).toMatchObject({ batch, job });
	expect(data.batches.has(batch)).toBe(true);
	const report = readFileSync(join(ran.folder.path, "report.md"), "utf8");
	expect(report).toMatch(/## Repetitions\n\n.*1 cell is flaky/);
	expect(report).toMatch(/Latency: what the jobs of each pair took/);
	expect(readFileSync(join(ran.folder.path, "index.html"), "utf8")).toContain("1 of 3 red");
});
