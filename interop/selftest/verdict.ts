/** From the results of the run to who was caught by what. Pure. */
import type { ResultCell, Results } from "../model/results.ts";
import { GREEN_OUTCOMES, type Outcome } from "../model/words.ts";
import { matchesAny } from "../support/globs.ts";
import { isAbout, SAMPLED_IN } from "./coverage.ts";
import type { Subject } from "./subjects.ts";

/** A peer that reddens more than this part of what it would run without the sampling proves no scenario. */
const PROVES_UP_TO = 0.5;
/** So many scenarios may catch nobody. */
export const MAY_CATCH_NONE = 5;

export interface SubjectVerdict {
	readonly subject: Subject;
	/** Scenarios about its property that failed, and `preflight/<check>`, sorted. */
	readonly caughtBy: readonly string[];
	/** Scenarios about its property that it passed. */
	readonly missedBy: readonly string[];
	/** Of one that must pass some: what it does not pass, and what does not catch it though it should. */
	readonly mixedUp: readonly string[];
	/** Cells, of a run without the sampling: estimated. */
	readonly red: number;
	readonly ran: number;
	/** True where it is caught, and reddens so little that those scenarios are proven. */
	readonly proves: boolean;
}

export interface Verdict {
	readonly subjects: readonly SubjectVerdict[];
	/** Broken peers that nothing caught. */
	readonly escaped: readonly string[];
	/** Broken peers that do not tell apart what they are there to tell apart, and why. */
	readonly mixedUp: readonly { readonly name: string; readonly why: string }[];
	/** Healthy peers with red cells or checks, and the first of those. */
	readonly controlsCaught: readonly { readonly name: string; readonly why: string }[];
	/** By scenario the peers that prove it can fail. */
	readonly proof: ReadonlyMap<string, readonly string[]>;
	/** Scenarios that catch nobody. */
	readonly idle: readonly string[];
}

/** Judges all subjects by one run's results. `scenarios`: ids of the whole catalogue. */
export function verdictOf(
	subjects: readonly Subject[],
	results: Pick<Results, "cells" | "preflight">,
	scenarios: readonly string[],
): Verdict {
	const judged = subjects.map((subject) => judgeSubject(subject, results));
	const broken = judged.filter(({ subject }) => !subject.control);
	const proof = new Map(
		scenarios.map((id) => [
			id,
			broken
				.filter(({ proves, caughtBy }) => proves && caughtBy.includes(id))
				.map(({ subject }) => subject.name),
		]),
	);
	return {
		subjects: judged,
		escaped: broken.flatMap((it) => (it.caughtBy.length === 0 ? [it.subject.name] : [])),
		mixedUp: broken.flatMap(({ subject: { name }, mixedUp }) =>
			mixedUp.slice(0, 1).map((why) => ({ name, why })),
		),
		controlsCaught: subjects
			.filter(({ control }) => control)
			.flatMap((it) => controlFault(it, results)),
		proof,
		idle: scenarios.filter((id) => proof.get(id)?.length === 0),
	};
}

/** True where the proof stands; of a part of the peers, it cannot be asked that they prove every scenario. */
export function holds(verdict: Verdict, partly = false): boolean {
	const { escaped, mixedUp, controlsCaught, idle } = verdict;
	const proven = partly || idle.length <= MAY_CATCH_NONE;
	return [escaped, mixedUp, controlsCaught].every(({ length }) => length === 0) && proven;
}

function judgeSubject(
	subject: Subject,
	{ cells, preflight }: Pick<Results, "cells" | "preflight">,
): SubjectVerdict {
	const theirs = cells.filter((cell) => nameIn(subject, cell) === subject.name);
	const about = theirs.filter(
		// A pair that failed its preflight is failed whole: that proves the check, not the scenarios.
		({ scenario, reason }) =>
			matchesAny(subject.scenarios, scenario) && !reason?.startsWith("preflight: "),
	);
	// What is known of the original is no fault: what goes beyond it shows in the same cell.
	const well: readonly Outcome[] = ["passed", "expected-failure"];
	const wellByTwin = new Set(
		cells
			.filter((cell) => nameIn(subject, cell) === subject.twin && well.includes(cell.outcome))
			.map((cell) => placeOf(subject, cell)),
	);
	const caught = about.filter(
		(cell) =>
			(cell.outcome === "failed" || (subject.contract && cell.outcome === "could-not-run")) &&
			wellByTwin.has(placeOf(subject, cell)),
	);
	const refusedByTwin = new Set(
		preflight
			.filter((line) => nameIn(subject, line) === subject.twin && line.ok)
			.map((line) => `${line.transport} ${line.check}`),
	);
	const checks = preflight.filter(
		(line) =>
			nameIn(subject, line) === subject.name &&
			!line.ok &&
			subject.checks.includes(line.check) &&
			refusedByTwin.has(`${line.transport} ${line.check}`),
	);
	const caughtBy = new Set([
		...caught.map(({ scenario }) => scenario),
		...checks.map(({ check }) => `preflight/${check}`),
	]);
	// What it is about it runs whole; of the rest a sample, each of which stands for others like it.
	const weigh = (some: readonly ResultCell[]) =>
		some.reduce((sum, { scenario }) => sum + (isAbout(subject, scenario) ? 1 : SAMPLED_IN), 0);
	const missedBy = [...new Set(about.map(({ scenario }) => scenario))].filter(
		(id) => !caughtBy.has(id),
	);
	const red = weigh(theirs.filter(isRed));
	const ran = weigh(theirs);
	return {
		subject,
		caughtBy: [...caughtBy].sort(),
		missedBy,
		mixedUp: mixedUp(subject, theirs, missedBy),
		red,
		ran,
		proves: caughtBy.size > 0 && red <= ran * PROVES_UP_TO,
	};
}

function mixedUp(
	{ passes }: Subject,
	theirs: readonly ResultCell[],
	missedBy: readonly string[],
): string[] {
	if (passes.length === 0) return [];
	return [
		...missedBy.map((id) => `${id} does not catch it`),
		...passes.flatMap((id) => {
			const cells = theirs.filter(({ scenario }) => scenario === id);
			const red = cells.find(isRed);
			if (red) return [`it is to pass ${id}: ${red.outcome}, ${red.reason}`];
			return cells.length === 0 ? [`it is to pass ${id}, which it did not run`] : [];
		}),
	];
}

function controlFault(
	subject: Subject,
	{ cells, preflight }: Pick<Results, "cells" | "preflight">,
): Verdict["controlsCaught"] {
	const theirs = cells.filter((cell) => nameIn(subject, cell) === subject.name);
	const red = theirs.find(isRed);
	const check = preflight.find((line) => nameIn(subject, line) === subject.name && !line.ok);
	if (red) return [{ name: subject.name, why: `${red.scenario}: ${red.outcome}, ${red.reason}` }];
	if (check) return [{ name: subject.name, why: `preflight/${check.check}: ${check.seen}` }];
	// A control that ran nothing has escaped nothing.
	return theirs.length === 0 ? [{ name: subject.name, why: "it did not run" }] : [];
}

function isRed({ outcome }: ResultCell): boolean {
	return !GREEN_OUTCOMES.includes(outcome);
}

function nameIn(
	{ role }: Subject,
	at: { readonly server: string; readonly client: string },
): string {
	return role === "server" ? at.server : at.client;
}

/** Where a cell stands, the subject left out: the same place for its twin. */
function placeOf({ role }: Subject, cell: ResultCell): string {
	return `${role === "server" ? cell.client : cell.server} ${cell.transport} ${cell.scenario}`;
}
