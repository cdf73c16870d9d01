/** One of the runs to be joined: read, and seen to be whole. */
import { MergeError, RunFolderError } from "../../model/error.ts";
import type { Origin } from "../../model/origin.ts";
import type { Plan } from "../../model/plan.ts";
import type { Results } from "../../model/results.ts";
import type { RepeatedFacts } from "../../model/run-facts.ts";
import { realPath } from "../../support/typed-path.ts";
import type { RunFolder } from "../folder.ts";

export interface Part {
	/** As it is to be shown to people: what they gave. */
	readonly shown: string;
	readonly folder: RunFolder;
	/** Of which the transcripts are read when they are asked for: those of all parts would be too much to hold. */
	readonly facts: RepeatedFacts;
	readonly plan: Plan;
	readonly origin: Origin;
	readonly results: Results;
}

const TRUNCATED =
	"Run that part again, or fetch its folder again; `npm run interop -- judge DIR` makes results that are missing.";

/** Reads a run's folder. Throws MergeError where it came to no end, or where something of it is missing. */
export function readPart(shown: string, folder: RunFolder): Part {
	const facts = whole(shown, () => folder.open());
	const absent = folder.absent(facts.plan);
	const [first] = absent;
	if (first !== undefined) {
		const more = absent.length > 1 ? ` and ${absent.length - 1} more` : "";
		throw truncated(shown, `${first}${more} is missing`);
	}
	const broken = folder.brokenTranscript(facts.plan);
	if (broken !== null) throw truncated(shown, broken);
	const results = whole(shown, () => folder.results());
	if (facts.run.interrupted) throw truncated(shown, "the run was interrupted");
	if (facts.run.ended === null) throw truncated(shown, "the run has no end");
	if (results.cells.length !== facts.plan.cells.length) {
		throw truncated(
			shown,
			`results.json has ${results.cells.length} cells, its plan ${facts.plan.cells.length}`,
		);
	}
	const { origin } = facts.run;
	if (origin === undefined) {
		throw new MergeError(
			`foreign: ${shown} does not say what it was made from (run.json: origin)`,
			"It comes from an older version: run that part again.",
		);
	}
	return { shown, folder, facts, plan: facts.plan, origin, results };
}

/** What is read of a part. Throws MergeError where it cannot be. */
export function whole<T>(shown: string, read: () => T): T {
	try {
		return read();
	} catch (cause) {
		if (!(cause instanceof RunFolderError)) throw cause;
		throw truncated(shown, cause.message, cause);
	}
}

function truncated(shown: string, what: string, cause?: unknown): MergeError {
	return new MergeError(`truncated: ${shown}: ${what}`, TRUNCATED, cause);
}

/** Throws MergeError where two names lead to one folder. */
export function checkDistinct(folders: readonly { shown: string; path: string }[]): void {
	const seen = new Map<string, string>();
	for (const { shown, path } of folders) {
		const real = realPath(path);
		const before = seen.get(real);
		if (before !== undefined) {
			throw new MergeError(
				`overlapping: ${before} and ${shown} are the same folder`,
				"Give each part once.",
			);
		}
		seen.set(real, shown);
	}
}
