/** What a run observed against the committed record, and the record made anew. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { observedOf } from "../compare/observed.ts";
import { compareObserved } from "../compare/observed-changes.ts";
import { RunFolderError } from "../model/error.ts";
import { ObservedRecord, type RunObserved } from "../model/observed.ts";
import type { RunFacts } from "../model/run-facts.ts";
import type { RunFolder } from "../run/folder.ts";
import { check } from "../support/checked-file.ts";

/** The record of what the last release of the suite saw. */
export const OBSERVED_FILE = resolve(import.meta.dirname, "../../reports/observed.json");

/** What these facts show, compared with the record where there is one. Throws RunFolderError. */
export function observeRun(facts: RunFacts, file: string = OBSERVED_FILE): RunObserved {
	return compareObserved(observedOf([facts]), existsSync(file) ? readRecord(file) : null);
}

/** Writes the record of all repetitions of these runs. */
export function renewRecord(
	runs: readonly RunFolder[],
	file: string = OBSERVED_FILE,
): ObservedRecord {
	const record = observedOf(factsOf(runs));
	writeFileSync(file, recordText(record));
	return record;
}

function* factsOf(runs: readonly RunFolder[]): Generator<RunFacts> {
	for (const run of runs) {
		const { plan, factsOf } = run.open();
		for (let repetition = 1; repetition <= plan.repeat.times; repetition++) {
			yield factsOf(repetition);
		}
	}
}

function readRecord(file: string): ObservedRecord {
	try {
		return check(ObservedRecord, JSON.parse(readFileSync(file, "utf8")), file);
	} catch (cause) {
		throw new RunFolderError(
			`the record of what is observed cannot be read: ${(cause as Error).message}`,
			"Make it again: npm run report -- observed RUN",
			cause,
		);
	}
}

const SEEN = /\{\s+("value": .*),\s+"by": \[([^\]]*)\]\s+\}/g;

/** One thing a line, so that a change of it can be reviewed. */
function recordText(record: ObservedRecord): string {
	const text = JSON.stringify(record, null, "\t");
	const line = (_: string, value: string, by: string) =>
		`{ ${value}, "by": [${by.trim().replaceAll(/\s+/g, " ")}] }`;
	return `${text.replaceAll(SEEN, line)}\n`;
}
