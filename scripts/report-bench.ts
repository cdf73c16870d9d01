/**
 * `node scripts/report-bench.ts`: how large the page is, and how fast its first view and each filter are, with
 * 1,200 and with 20,010 cells of a made-up run, in Chromium and from disk; and how long `merge` and `diff` take
 * over as many. Exit 0: measured; 2: the command line is wrong; 3: there is no browser here.
 */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Table from "cli-table3";
import { Command } from "commander";
import type { Browser, Page } from "playwright-core";
import { EXIT, RuntimeMissingError } from "../interop/model/error.ts";
import type { Scenario } from "../interop/model/scenario.ts";
import { CHROMIUM, launch } from "../interop/report/page/test/browser.ts";
import { CATALOGUE } from "../interop/report/test/catalogue.ts";
import { fixture, writeFixture } from "../interop/report/test/fixture.ts";
import { temporaryFolder } from "../interop/report/test/folder.ts";
import { findingOf } from "../interop/report/test/outcomes.ts";
import { counted } from "../interop/report/verdict.ts";
import { writeReports } from "../interop/report/write.ts";
import { positive } from "./positive.ts";
import { joined } from "./report-bench/joined.ts";
import { repeatedNames } from "./report-bench/repeated-names.ts";
import { runScript } from "./run-script.ts";

/** Of a scenario in the made-up run: five servers, three clients, two transports. */
const CELLS = 30;
const SIZES = [40, 667];
const FILTERS = [
	"outcome=red",
	"outcome=passed",
	"server=ts-go",
	"client=python",
	"transport=tls",
	"family=calls",
	"text=origin",
	"text=e",
];

const { times } = new Command("report-bench")
	.description("measure the report's page, merge and diff")
	.option(
		"--times <n>",
		"how often each is measured; the median and the worst are told",
		positive,
		5,
	)
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.green : EXIT.usage))
	.parse()
	.opts<{ times: number }>();

await runScript({
	name: "report-bench",
	async run(signal, say) {
		if (!existsSync(CHROMIUM))
			throw new RuntimeMissingError(
				`${CHROMIUM}: there is no browser`,
				"Name Chromium's program in CHROMIUM.",
			);
		await using browser = await launch();
		const columns: Record<string, string>[] = [];
		for (const scenarios of SIZES) {
			signal.throwIfAborted();
			columns.push({
				...(await measured(scenarios, browser, say)),
				...(await together(scenarios, signal)),
			});
		}
		const table = new Table({ head: ["", ...columns.map(({ cells }) => cells ?? "")] });
		for (const name of Object.keys(columns[0] ?? {}).filter((name) => name !== "cells"))
			table.push([name, ...columns.map((column) => column[name] ?? "")]);
		console.log(table.toString());
		return EXIT.green;
	},
});

async function measured(
	scenarios: number,
	browser: Browser,
	say: (line: string) => void,
): Promise<Record<string, string>> {
	await using folder = await temporaryFolder();
	await writeFixture(folder.path, fixture(findingOf, catalogueOf(scenarios)));
	const began = performance.now();
	await writeReports(folder.path, say);
	const written = performance.now() - began;
	const file = join(folder.path, "index.html");
	const address = pathToFileURL(file).href;
	const column: Record<string, string> = {
		cells: counted(scenarios * CELLS, "cell"),
		"all forms written": `${Math.round(written)} ms`,
		page: `${(statSync(file).size / 1e6).toFixed(2)} MB`,
	};
	const page = await browser.newPage();
	column["first view"] = await timed(async () => {
		await page.goto("about:blank");
		const start = performance.now();
		await page.goto(address);
		await painted(page);
		return performance.now() - start;
	});
	for (const filter of FILTERS) {
		column[`filter ${filter}`] = await timed(async () => {
			await page.goto(address);
			await painted(page);
			return await page.evaluate<number>(`new Promise((done) => {
				const start = performance.now();
				location.hash = ${JSON.stringify(filter)};
				addEventListener("hashchange", () =>
					requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))), { once: true });
			})`);
		});
	}
	await page.close();
	return column;
}

async function together(scenarios: number, signal: AbortSignal): Promise<Record<string, string>> {
	await using folder = await temporaryFolder();
	// Waited for here: the folder goes away with this scope.
	return await joined(folder.path, scenarios, signal);
}

/** Once the scenarios stand there, and were painted. */
async function painted(page: Page): Promise<void> {
	await page.locator("#scenarios output").waitFor();
	await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
}

/** The median of some times, and the longest. */
async function timed(once: () => Promise<number>): Promise<string> {
	const all: number[] = [];
	for (let n = 0; n < times; n++) all.push(await once());
	const sorted = all.toSorted((a, b) => a - b);
	const [median = 0, worst = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
	return `${Math.round(median)} ms (at most ${Math.round(worst)})`;
}

function catalogueOf(scenarios: number): Scenario[] {
	// One of them is thousands of steps long on purpose, and would be all that is measured.
	const short = CATALOGUE.filter(({ scripts }) => scripts.python.steps.length < 100);
	return repeatedNames(short, scenarios);
}
