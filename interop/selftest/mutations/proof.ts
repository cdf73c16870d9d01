/** The proof that every assertion can fail: over the recordings of the healthy pairs. Pure. */
import type { RunFacts } from "../../model/run-facts.ts";
import type { Script } from "../../model/scenario.ts";
import { mutateExpectation } from "./expectations.ts";
import { mutateOrder } from "./orders.ts";
import { judgePiece, piecesOf } from "./pieces.ts";
import { type HealthyPair, type Recording, recordingsOf } from "./recordings.ts";
import { Counter, type Tally } from "./tally.ts";
import { mutateForAgreement, mutateForExpectation } from "./transcripts.ts";
import { mutateWires } from "./wires.ts";
import { mutateWitnesses } from "./witnesses.ts";

export interface AssertionProof {
	/** Scripts, one per scenario and behaviour, and those of which there is no passing transcript. */
	readonly scripts: number;
	readonly missing: readonly string[];
	/** Scenarios of which some steps are made as expected, since the pairs are known to differ there. */
	readonly made: readonly string[];
	/** Expectations changed, against the transcript as it was recorded. */
	readonly assertions: Tally;
	/** Transcripts changed, against the expectation alone. */
	readonly byExpectation: Tally;
	/** Transcripts changed, against two that agree. */
	readonly byAgreement: Tally;
}

interface Counters {
	readonly assertions: Counter;
	readonly byExpectation: Counter;
	readonly byAgreement: Counter;
}

/** By part of a script how its assertions are proven; null where it asserts nothing. Gives what does not pass. */
const PARTS: Readonly<
	Record<keyof Script, ((recording: Recording, counters: Counters) => string[]) | null>
> = {
	steps: null,
	typed: null,
	places: null,
	open_calls: null,
	expected: (recording, { assertions, byExpectation, byAgreement }) =>
		piecesOf(recording).flatMap((piece) => {
			if (judgePiece(piece) !== "passed") {
				return [`${piece.asserted[0]?.name}: its transcript does not pass by itself`];
			}
			mutateExpectation(piece, assertions);
			mutateForExpectation(piece, byExpectation);
			mutateForAgreement(piece, byAgreement);
			return [];
		}),
	witness: (recording, { assertions, byExpectation }) => {
		mutateWitnesses(recording, { expectations: assertions, transcripts: byExpectation });
		return [];
	},
	wire: (recording, { assertions, byExpectation }) =>
		mutateWires(recording, { expectations: assertions, transcripts: byExpectation }),
	order: (recording, { assertions, byExpectation }) => {
		mutateOrder(recording, { expectations: assertions, transcripts: byExpectation });
		return [];
	},
};

/** True where each script has a transcript that passes, and everything that was changed was caught. */
export function isProven({ missing, assertions, byExpectation, byAgreement }: AssertionProof) {
	const all = [assertions, byExpectation, byAgreement];
	return missing.length === 0 && all.every(({ missed }) => missed.length === 0);
}

export function proveAssertions(facts: RunFacts, pairs: readonly HealthyPair[]): AssertionProof {
	const { recordings, missing } = recordingsOf(facts, pairs);
	const [assertions, byExpectation, byAgreement] = [new Counter(), new Counter(), new Counter()];
	const broken: string[] = [];
	for (const recording of recordings) {
		const counters = { assertions, byExpectation, byAgreement };
		for (const prove of Object.values(PARTS)) broken.push(...(prove?.(recording, counters) ?? []));
	}
	return {
		scripts: recordings.length,
		missing: [...missing.map(({ cell, why }) => `${cell}: ${why}`), ...broken],
		made: [
			...new Set(recordings.flatMap(({ made, cell }) => (made.length > 0 ? [cell.scenario] : []))),
		].sort(),
		assertions: assertions.tally(),
		byExpectation: byExpectation.tally(),
		byAgreement: byAgreement.tally(),
	};
}
