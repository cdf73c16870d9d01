/** Which message of a step is the first that differs. */
import { isDeepStrictEqual } from "node:util";

/**
 * The index of the first message that is not as expected: past the last where one is missing, -1 where
 * the step's messages agree, or it has none.
 *
 * @param expected what the step was to show, and `observed` what it showed: `{ messages: […], … }`.
 */
export function firstMessage(expected: unknown, observed: unknown): number {
	const wanted = messagesOf(expected);
	const seen = messagesOf(observed);
	if (wanted === null || seen === null) return -1;
	const count = Math.max(wanted.length, seen.length);
	return Array.from({ length: count }).findIndex(
		(_, at) => at >= wanted.length || at >= seen.length || !isDeepStrictEqual(wanted[at], seen[at]),
	);
}

function messagesOf(step: unknown): readonly unknown[] | null {
	if (typeof step !== "object" || step === null || !("messages" in step)) return null;
	return Array.isArray(step.messages) ? step.messages : null;
}
