/** Expected and observed side by side, by line, with the part of a line that differs marked. */
import { diffArrays } from "diff";
import { asked } from "./asked.ts";
import { jsonLines } from "./json.ts";

/** A line, split where it differs from its neighbour: before, differing, after. */
export type MarkedLine = readonly [before: string, differing: string, after: string];

/** Both sides are there in `same` and `changed`; `folded` stands for lines that are left out. */
export type DifferenceRow =
	| { readonly kind: "same"; readonly line: string }
	| { readonly kind: "changed"; readonly expected: MarkedLine; readonly observed: MarkedLine }
	| { readonly kind: "missing"; readonly expected: string }
	| { readonly kind: "extra"; readonly observed: string }
	| { readonly kind: "folded"; readonly lines: number };

/** Past this many edits two values have nothing in common, and looking for it takes long. */
const MOST_EDITS = 600;
/** Equal lines kept beside a difference. */
const CONTEXT = 2;
/** Characters kept of a line before, within and after what differs. */
const KEPT = { before: 80, differing: 240, after: 60 } as const;

/** Rows of the two values' readable JSON; at most `most`, the last then `folded`. */
export function differenceRows(expected: unknown, observed: unknown, most = 160): DifferenceRow[] {
	const seen = asked(expected, observed);
	// Both in one shape: a line for each part is compared with a line for each part.
	const open = [expected, seen].some((value) => jsonLines(value).length > 1);
	const rows = folded(aligned(jsonLines(expected, open), jsonLines(seen, open)));
	if (rows.length <= most) return rows;
	return [...rows.slice(0, most - 1), { kind: "folded", lines: rows.length - most + 1 }];
}

/** The same as text, `-` expected and `+` seen, for places without columns; at most `most` lines. */
export function differenceText(expected: unknown, observed: unknown, most = 14): string[] {
	const lines = differenceRows(expected, observed, 400).flatMap(rowText);
	if (lines.length <= most) return lines;
	return [...lines.slice(0, most - 1), `… ${lines.length - most + 1} more lines`];
}

function rowText(row: DifferenceRow): string[] {
	if (row.kind === "same") return [`  ${row.line}`];
	if (row.kind === "missing") return [`- ${row.expected}`];
	if (row.kind === "extra") return [`+ ${row.observed}`];
	if (row.kind === "changed") return [`- ${row.expected.join("")}`, `+ ${row.observed.join("")}`];
	return [`  … ${row.lines} ${row.lines === 1 ? "line" : "lines"} …`];
}

function aligned(expected: string[], observed: string[]): DifferenceRow[] {
	const changes = diffArrays(expected, observed, { maxEditLength: MOST_EDITS }) ?? [
		{ removed: true, added: false, value: expected },
		{ removed: false, added: true, value: observed },
	];
	const rows: DifferenceRow[] = [];
	for (let at = 0; at < changes.length; at++) {
		const change = changes[at];
		const next = changes[at + 1];
		if (change?.removed && next?.added) {
			rows.push(...paired(change.value, next.value));
			at++;
		} else if (change) {
			rows.push(...change.value.map((line) => oneSided(line, change)));
		}
	}
	return rows;
}

function oneSided(line: string, change: { removed: boolean; added: boolean }): DifferenceRow {
	const kept = head(line);
	if (change.removed) return { kind: "missing", expected: kept };
	return change.added ? { kind: "extra", observed: kept } : { kind: "same", line: kept };
}

function paired(expected: readonly string[], observed: readonly string[]): DifferenceRow[] {
	return Array.from({ length: Math.max(expected.length, observed.length) }, (_, at) => {
		const left = expected[at];
		const right = observed[at];
		if (left === undefined) return { kind: "extra", observed: head(right ?? "") };
		if (right === undefined) return { kind: "missing", expected: head(left) };
		return { kind: "changed", ...marked(left, right) };
	});
}

/** Both lines split at their common start and end. Works on characters, so that none is halved. */
function marked(left: string, right: string): { expected: MarkedLine; observed: MarkedLine } {
	const [a, b] = [[...left], [...right]];
	const shorter = Math.min(a.length, b.length);
	let start = 0;
	while (start < shorter && a[start] === b[start]) start++;
	let end = 0;
	while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	const split = (line: string[]): MarkedLine => [
		tail(line.slice(0, start), KEPT.before),
		head(line.slice(start, line.length - end), KEPT.differing),
		head(line.slice(line.length - end), KEPT.after),
	];
	return { expected: split(a), observed: split(b) };
}

function head(line: string | string[], kept: number = KEPT.differing): string {
	const characters = [...line];
	return characters.length <= kept ? characters.join("") : `${characters.slice(0, kept).join("")}…`;
}

function tail(characters: string[], kept: number): string {
	return characters.length <= kept ? characters.join("") : `…${characters.slice(-kept).join("")}`;
}

function folded(rows: DifferenceRow[]): DifferenceRow[] {
	const near = rows.map((_, at) =>
		rows.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((row) => row.kind !== "same"),
	);
	const kept: DifferenceRow[] = [];
	for (const [at, row] of rows.entries()) {
		const last = kept.at(-1);
		if (near[at]) kept.push(row);
		else if (last?.kind === "folded") kept[kept.length - 1] = { ...last, lines: last.lines + 1 };
		else kept.push({ kind: "folded", lines: 1 });
	}
	return kept;
}
