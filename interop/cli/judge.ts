/** A run's files, judged: results and reports are written, the summary is printed. */
import { judgeRepeated } from "../compare/repeated.ts";
import { EXIT, type ExitCode } from "../model/error.ts";
import type { RunObserved } from "../model/observed.ts";
import type { CellDetail, Results } from "../model/results.ts";
import type { Scenario } from "../model/scenario.ts";
import { GREEN_OUTCOMES } from "../model/words.ts";
import { isWorse } from "../report/changes/compare.ts";
import { writeReports } from "../report/write.ts";
import type { RunFolder } from "../run/folder.ts";
import { shownPath } from "../support/typed-path.ts";
import { annotationsOf } from "./annotations.ts";
import { type LoadedSide, recordChanges } from "./compare.ts";
import { observeRun } from "./observed.ts";
import { summaryText } from "./summary.ts";
import type { Terminal } from "./terminal.ts";

export interface JudgeOptions {
	/** What the run is held against; null for nothing. */
	readonly baseline: LoadedSide | null;
	/** Without the matrix and what is beside the verdict; false where absent. */
	readonly brief?: boolean;
}

/**
 * Judges a run's files, writes results and reports, prints the summary; resolves with the exit code.
 * With a baseline, what is red there as well makes no run red, and yet is shown as what it is.
 */
export async function judgeFolder(
	folder: RunFolder,
	terminal: Terminal,
	{ baseline, brief = false }: JudgeOptions,
): Promise<ExitCode> {
	const { results, details, scenarios, observed } = verdictOf(folder);
	const changes = recordChanges(folder.path, baseline);
	const { files } = await writeReports(folder.path, (line) =>
		terminal.progress.stream.write(`${line}\n`),
	);
	const shown = shownPath(folder.path);
	terminal.out(
		summaryText(
			{ results, details, observed, changes, folder: shown, files, brief },
			terminal.colour,
		),
	);
	if (terminal.github) {
		for (const line of annotationsOf(results, details, scenarios, changes)) terminal.out(line);
	}
	const code = exitCode(results);
	return code === EXIT.red && changes !== null && hasRun(results) && !isWorse(changes)
		? EXIT.green
		: code;
}

export interface Verdict {
	readonly results: Results;
	readonly details: readonly CellDetail[];
	readonly observed: RunObserved;
	readonly scenarios: readonly Scenario[];
}

/** Judges a run's files, and writes the verdict beside them. Throws RunFolderError. */
export function verdictOf(folder: RunFolder): Verdict {
	const run = folder.open();
	// Reading takes longer than judging, and the first is asked for more than once.
	const facts = run.factsOf(1);
	const factsOf = (repetition: number) => (repetition === 1 ? facts : run.factsOf(repetition));
	const { results, details } = judgeRepeated({ plan: run.plan, factsOf });
	folder.write("results.json", results);
	folder.write("details.json", { details });
	const observed = observeRun(facts);
	folder.write("observed.json", observed);
	return { results, details, observed, scenarios: run.scenarios };
}

function hasRun({ cells }: Results): boolean {
	return cells.some(({ outcome }) => outcome !== "unsupported" && outcome !== "could-not-run");
}

/** Green only where something ran and all of it is as it should be. */
export function exitCode(results: Results): ExitCode {
	const { cells, preflight } = results;
	const ran = hasRun(results);
	const good = cells.every(({ outcome }) => GREEN_OUTCOMES.includes(outcome));
	if (!ran && good) return EXIT.nothingJudged;
	return good && preflight.every(({ ok }) => ok) ? EXIT.green : EXIT.red;
}
