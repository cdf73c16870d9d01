/** Where the results of benches lie, and which was the last. */
import {
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join, relative, resolve } from "node:path";
import { RunFolderError, UsageError } from "../../interop/model/error.ts";
import { FileProblem, readChecked } from "../../interop/support/checked-file.ts";
import { shownPath } from "../../interop/support/typed-path.ts";
import { comparedWith } from "../compare/previous.ts";
import { BenchResults } from "../model/results.ts";
import { benchChart } from "./chart.ts";
import { benchMarkdown, type Told } from "./markdown.ts";

/** `bench.json` in it is the run of record, kept with the sources. */
export const BENCH_REPORTS = resolve(import.meta.dirname, "../../reports/bench");
const RESULTS = "bench.json";

/** A folder that can be written. Throws RunFolderError. */
export function makeFolder(path: string): string {
	try {
		mkdirSync(path, { recursive: true });
		return path;
	} catch (cause) {
		throw new RunFolderError(
			`--out ${shownPath(path)}: ${(cause as Error).message}`,
			"Give a folder that can be made and written.",
			cause,
		);
	}
}

/** A new run's own. */
export function runFolder(started: Date): string {
	const name = started.toISOString().toLowerCase().replaceAll(":", "-").replace(/\.\d+/, "");
	return join(BENCH_REPORTS, "runs", name);
}

/** Lets `reports/bench/latest` point to a run. */
export function becomeLatest(folder: string): void {
	// Made aside and renamed: another run may do the same at this moment.
	const link = join(BENCH_REPORTS, `.latest-${process.pid}`);
	rmSync(link, { force: true });
	symlinkSync(relative(BENCH_REPORTS, folder), link);
	renameSync(link, join(BENCH_REPORTS, "latest"));
}

/** The results to compare with: those named, or of the last run, or of record; null where there are none. */
export function earlierResults(against: string | undefined): BenchResults | null {
	if (against !== undefined) {
		try {
			return readChecked(BenchResults, fileOf(against));
		} catch (problem) {
			if (!(problem instanceof FileProblem)) throw problem;
			throw new UsageError(
				`--against: ${problem.message}`,
				"Give the folder of a bench, or its bench.json.",
				problem,
			);
		}
	}
	const found = [join(BENCH_REPORTS, "latest", RESULTS), join(BENCH_REPORTS, RESULTS)].find(
		(file) => existsSync(file),
	);
	if (found === undefined) return null;
	// One that an older version of the bench wrote is no reason not to run.
	const parsed = BenchResults.safeParse(JSON.parse(readFileSync(found, "utf8")));
	return parsed.success ? parsed.data : null;
}

function fileOf(given: string): string {
	return given.endsWith(".json") ? given : join(given, RESULTS);
}

/** Writes bench.json, bench.md and bench.svg; returns what the Markdown tells, for the terminal. */
export async function writeBench(
	folder: string,
	results: BenchResults,
	earlier: BenchResults | null,
): Promise<Told> {
	const comparison = earlier && comparedWith(results, earlier);
	const told: Told = { results, comparison, before: earlier?.started ?? null };
	writeFileSync(join(folder, RESULTS), benchJson(results));
	writeFileSync(join(folder, "bench.md"), benchMarkdown(told));
	writeFileSync(join(folder, "bench.svg"), await benchChart(results));
	return told;
}

/** An attempt a line: a difference can be read, and the file stays short. */
function benchJson(results: BenchResults): string {
	const attempts: string[] = [];
	const text = JSON.stringify(
		results,
		(key, value) => {
			if (key !== "attempts" || !Array.isArray(value)) return value;
			return value.map((one) => {
				attempts.push(JSON.stringify(one));
				return `#${attempts.length - 1}`;
			});
		},
		"\t",
	);
	return `${text.replace(/"#(\d+)"/g, (_, at) => attempts[Number(at)] as string)}\n`;
}
