/** Runs and baselines as they are typed, compared; and a baseline made of a run. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { z } from "zod";
import { compareObserved } from "../compare/observed-changes.ts";
import { Baseline } from "../model/baseline.ts";
import type { Changes } from "../model/changes.ts";
import { RunFolderError } from "../model/error.ts";
import { RunObserved } from "../model/observed.ts";
import { Details, Results } from "../model/results.ts";
import { baselineOf, baselineText, snapshotOfBaseline } from "../report/changes/baseline.ts";
import { changesBetween } from "../report/changes/compare.ts";
import { type Snapshot, snapshotOf } from "../report/changes/snapshot.ts";
import { failedChecks } from "../report/verdict.ts";
import { RunFolder } from "../run/folder.ts";
import { check, FileProblem } from "../support/checked-file.ts";

/** The committed baseline: what `report -- baseline` writes where nothing else is named. */
export const BASELINE_FILE = resolve(import.meta.dirname, "../../reports/baseline.json");

const CHANGES = "changes.json";
const RUN_HINT = "Give a run's folder, as reports/latest; judge it first where it has no results.";

/** One side of a comparison, with what only a run has. */
export interface LoadedSide {
	readonly snapshot: Snapshot;
	/** Null for a baseline. */
	readonly run: { readonly results: Results; readonly observed: RunObserved | null } | null;
}

/** A run's folder, or a baseline file. Throws RunFolderError for what is neither. */
export function loadSide(path: string): LoadedSide {
	if (!existsSync(path)) {
		throw new RunFolderError(
			`${path}: there is no such run or baseline`,
			"Give a run's folder, as reports/latest, or a file that `npm run report -- baseline RUN` wrote.",
		);
	}
	if (statSync(path).isFile()) {
		const baseline = read(Baseline, path, "Make it again: npm run report -- baseline RUN");
		return { snapshot: snapshotOfBaseline(baseline), run: null };
	}
	return loadRun(path);
}

/** A run's folder. Throws RunFolderError. */
export function loadRun(folder: string): LoadedSide & { run: NonNullable<LoadedSide["run"]> } {
	const results = read(Results, join(folder, "results.json"), RUN_HINT);
	const { details } = read(Details, join(folder, "details.json"), RUN_HINT);
	const file = join(folder, "observed.json");
	const observed = existsSync(file) ? read(RunObserved, file, RUN_HINT) : null;
	return { snapshot: snapshotOf(results, details), run: { results, observed } };
}

/** What changed from one side to a run. */
export function compareSides(before: LoadedSide, after: ReturnType<typeof loadRun>): Changes {
	const record = before.run?.observed ?? null;
	const { results, observed } = after.run;
	const observations =
		observed === null || record === null
			? null
			: (compareObserved(observed, record).compared?.changes ?? null);
	return changesBetween(before.snapshot, after.snapshot, failedChecks(results), observations);
}

/**
 * Leaves what changed since the side in the run's folder, where its reports find it; without a side,
 * what an earlier comparison left there goes. Throws RunWriteError.
 */
export function recordChanges(folder: string, before: LoadedSide | null): Changes | null {
	if (before === null) {
		rmSync(join(folder, CHANGES), { force: true });
		return null;
	}
	const changes = compareSides(before, loadRun(folder));
	new RunFolder(folder).write(CHANGES, changes);
	return changes;
}

/** Makes the baseline of a run. Throws RunFolderError for a run that was interrupted. */
export function renewBaseline(folder: string, file: string): Baseline {
	const { snapshot, run } = loadRun(folder);
	if (run.results.run.interrupted) {
		throw new RunFolderError(
			`${folder}: the run was interrupted, and says nothing of what it left out`,
			"Give a run that came to its end.",
		);
	}
	const baseline = baselineOf(snapshot, run.results.summary);
	try {
		writeFileSync(file, baselineText(baseline));
	} catch (cause) {
		throw new RunFolderError(
			`${file}: ${(cause as Error).message}`,
			"Give a file that can be written.",
			cause,
		);
	}
	return baseline;
}

function read<T extends z.ZodType>(schema: T, file: string, hint: string): z.output<T> {
	let value: unknown;
	try {
		value = JSON.parse(readFileSync(file, "utf8"));
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		const why = code === "ENOENT" || code === "ENOTDIR" ? "there is no such file" : message;
		throw new RunFolderError(`${file}: ${why.replaceAll("\n", " ")}`, hint, cause);
	}
	try {
		return check(schema, value, file);
	} catch (problem) {
		if (!(problem instanceof FileProblem)) throw problem;
		throw new RunFolderError(problem.message, hint, problem);
	}
}
