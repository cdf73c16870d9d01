/** The part of a log that goes into a report: its start, and more of its end. */
import { clip, visible } from "./visible.ts";

const LINES = { first: 15, last: 45 } as const;
const LINE_LENGTH = 300;

export interface Excerpt {
	readonly text: string;
	/** Lines of the log that are not in the excerpt. */
	readonly left: number;
}

export function excerpt(log: string): Excerpt {
	const lines = visible(log).trimEnd().split("\n");
	const left = Math.max(0, lines.length - LINES.first - LINES.last);
	const kept =
		left === 0
			? lines
			: [...lines.slice(0, LINES.first), `… ${left} more lines …`, ...lines.slice(-LINES.last)];
	return { text: kept.map((line) => clip(line, LINE_LENGTH)).join("\n"), left };
}
