/** What the normalisations hide by design: it cannot be caught, and must be nothing else. */
import { isDeepStrictEqual } from "node:util";
import { RULES } from "../../compare/normalise.ts";
import type { StepResult } from "../../model/batch.ts";
import { type Piece, transcriptOf } from "./pieces.ts";

/** By rule: the parts of a step's result in which it may hide a difference. */
const MAY_HIDE: Readonly<Record<string, RegExp>> = {
	"status-text": /^\.details$/,
	"transport-metadata": /^\.reserved/,
	"machine-time": /^\.messages\[\d+\]\.elapsed_time$/,
	"deadline-race": /^\.status$/,
	"typed-messages": /^\.messages\[\d+\]\.base64$/,
};

/** The rule that hides a change of results; null where none does, or one that must not. */
export function hiddenBy(
	piece: Piece,
	results: readonly StepResult[],
	path: string,
): string | null {
	if (!isDeepStrictEqual(transcriptOf(piece, results), transcriptOf(piece, piece.results))) {
		return null;
	}
	const rule = RULES.find(({ name }) => {
		const others = RULES.filter((other) => other.name !== name);
		const [one, other] = [piece.results, results].map((all) => transcriptOf(piece, all, others));
		return !isDeepStrictEqual(one, other);
	});
	return rule !== undefined && MAY_HIDE[rule.name]?.test(path) ? rule.name : null;
}
