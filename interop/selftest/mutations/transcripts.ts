/**
 * Every part of a transcript, changed: caught by the expectation alone where that speaks of the part,
 * and by agreement alone wherever no normalisation hides it.
 */
import { findDissent, type Voice } from "../../compare/agreement.ts";
import type { StepResult } from "../../model/batch.ts";
import type { ExpectedStep } from "../../model/scenario.ts";
import { type Change, changesOf } from "./changes.ts";
import { hiddenBy } from "./hidden.ts";
import { type Asserted, judgePiece, type Piece, transcriptOf } from "./pieces.ts";
import type { Counter } from "./tally.ts";

/** With the true expectation, and nothing to compare with. */
export function mutateForExpectation(piece: Piece, counter: Counter): void {
	for (const { about, change, results } of changedResults(piece)) {
		if (!speaksOf(piece.script.expected[about.index] ?? null, change.path)) continue;
		const caught = judgePiece(piece, { results }) === "failed";
		tell(piece, about, change, results, caught, counter);
	}
}

/** Among two cells that are as they were, with nothing expected. */
export function mutateForAgreement(piece: Piece, counter: Counter): void {
	const { cell, scenario } = piece.recording;
	const right = transcriptOf(piece, piece.results);
	const voice = (id: string, transcript: readonly unknown[]): Voice => ({
		cell: { ...cell, id },
		scenario,
		transcript,
		votes: true,
	});
	for (const { about, change, results } of changedResults(piece)) {
		const dissent = findDissent([
			voice("one", right),
			voice("changed", transcriptOf(piece, results)),
			voice("other", right),
		]);
		const outside = dissent.flatMap((found) => found.outside.map((lone) => lone.cell.id));
		tell(piece, about, change, results, outside.join() === "changed", counter);
	}
}

interface Changed {
	readonly about: Asserted;
	readonly change: Change;
	readonly results: readonly StepResult[];
}

function* changedResults(piece: Piece): Generator<Changed> {
	for (const about of piece.asserted) {
		const result = piece.results[about.index];
		if (result === undefined) continue;
		const expected = piece.script.expected[about.index] ?? null;
		for (const change of [...partsOf(result, expected), ...endings(result)]) {
			if (about.messagesOnly && !change.path.startsWith(".messages[")) continue;
			const results = piece.results.with(about.index, change.value as StepResult);
			yield { about, change, results };
		}
	}
}

/** All changes of what is compared; one of each part that a normalisation hides whole. */
function partsOf(result: StepResult, expected: ExpectedStep): Change[] {
	return Object.entries(result).flatMap(([key, value]) => {
		const whole = HIDDEN_WHOLE.includes(key) && !speaksOf(expected, `.${key}`);
		const changes = changesOf(value, `.${key}`);
		return (whole ? changes.slice(0, 1) : changes).map((change) => ({
			...change,
			value: { ...result, [key]: change.value },
		}));
	});
}

const HIDDEN_WHOLE = ["details", "reserved"];

/** A receive that says it was cut short, or that it was not. */
function endings(result: StepResult): Change[] {
	if (!("messages" in result) || "status" in result) return [];
	const { ended, ...rest } = result;
	const value = ended ? rest : { ...result, ended: true };
	return [{ path: ".ended", what: "changed", value }];
}

/** True where an expected step compares this part of its result. */
function speaksOf(expected: ExpectedStep, path: string): boolean {
	const key = /^\.(\w+)/.exec(path)?.[1] ?? "";
	if (expected === null) return false;
	if (key === "ended") return true;
	return key in expected || (key === "reserved" && "status_details" in expected);
}

function tell(
	piece: Piece,
	{ name }: Asserted,
	{ path, what }: Change,
	results: readonly StepResult[],
	caught: boolean,
	counter: Counter,
): void {
	const rule = caught ? null : hiddenBy(piece, results, path);
	if (rule === null) counter.count(`${name}${path} ${what}`, "not caught", caught);
	else counter.hide(rule);
}
