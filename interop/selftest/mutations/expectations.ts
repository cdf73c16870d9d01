/** Every assertion of an expectation, changed: the transcript that fitted it must not fit any more. */
import type { ExpectedStep } from "../../model/scenario.ts";
import { changesOf } from "./changes.ts";
import { judgePiece, type Piece } from "./pieces.ts";
import type { Counter } from "./tally.ts";

export function mutateExpectation(piece: Piece, counter: Counter): void {
	for (const { index, name, messagesOnly } of piece.asserted) {
		const expected = piece.script.expected[index];
		for (const { path, what, value } of changesOf(expected)) {
			if (messagesOnly && !path.startsWith(".messages[")) continue;
			const changed = piece.script.expected.with(index, value as ExpectedStep);
			counter.count(`${name}${path}`, what, judgePiece(piece, { expected: changed }) === "failed");
		}
	}
}
