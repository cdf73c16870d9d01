/** What scenarios take: the committed record, and what is added to it. */
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { timesOf } from "../compare/times.ts";
import { RunFolderError } from "../model/error.ts";
import { Times } from "../model/times.ts";
import type { RunFolder } from "../run/folder.ts";
import { FileProblem, readChecked } from "../support/checked-file.ts";

/** What shards are balanced by. */
export const TIMES_FILE = resolve(import.meta.dirname, "../../reports/times.json");

/** The record; empty where there is none. Throws RunFolderError. */
export function readTimes(file: string = TIMES_FILE): Times {
	if (!existsSync(file)) return {};
	try {
		return readChecked(Times, file);
	} catch (cause) {
		if (!(cause instanceof FileProblem)) throw cause;
		throw new RunFolderError(
			cause.message,
			"Delete it, and make it again: npm run report -- times RUN",
			cause,
		);
	}
}

/**
 * Appends what a run shows of scenarios that the record does not have, the longest first; what it has
 * stays, so that no scenario changes its shard. Gives what was added. Throws RunFolderError.
 */
export function addTimes(run: RunFolder, file: string = TIMES_FILE): Times {
	const facts = run.read();
	if (facts.run.parts !== undefined) {
		throw new RunFolderError(
			`${run.path}: it is merged of ${facts.run.parts.length} runs, whose clocks are not one`,
			"Give a run that was made in one go.",
		);
	}
	const known = readTimes(file);
	const added = [...timesOf(facts)]
		.filter(([scenario]) => !Object.hasOwn(known, scenario))
		.sort(([, one], [, other]) => other - one)
		.map(([scenario, ms]) => [scenario, Math.max(1, Math.round(ms))] as const);
	const lines = [...Object.entries(known), ...added].map(
		([scenario, ms]) => `\t${JSON.stringify(scenario)}: ${ms}`,
	);
	writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
	return Object.fromEntries(added);
}
