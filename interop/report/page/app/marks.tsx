/** An outcome by its shape, in its colour, and in words. */
import type { Outcome } from "../../../model/words.ts";
import { occurring, type Tally } from "../../tally.ts";
import { count } from "../../verdict.ts";
import { LOOKS } from "../looks.ts";

export function Mark({ outcome }: { outcome: Outcome }) {
	return (
		<span class={`mark ${outcome}`} aria-hidden="true">
			{LOOKS[outcome].shape}
		</span>
	);
}

export function MarkAndWord({ outcome, word }: { outcome: Outcome; word?: string }) {
	return (
		<span class="mark-and-word">
			<Mark outcome={outcome} /> {word ?? LOOKS[outcome].word}
		</span>
	);
}

/** The share of each outcome, what is worst at its end. */
export function Bar({ tally }: { tally: Tally }) {
	const parts = occurring(tally).toReversed();
	return (
		<span class="bar" aria-hidden="true">
			{parts.map(([outcome, found]) => (
				<i key={outcome} class={outcome} style={{ flexGrow: found }} />
			))}
		</span>
	);
}

/** E.g. 2 failed, 4 passed */
export function tallyText(tally: Tally): string {
	return occurring(tally)
		.map(([outcome, found]) => `${count(found)} ${LOOKS[outcome].word}`)
		.join(", ");
}
