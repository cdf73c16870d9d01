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
	const rows = folded(aligned(jsonLines(expected, seen), jsonLines(seen, expected)));
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
	return [`  … ${row.lines} lines …`];
}

function aligned(expected: string[], observed: string[]): DifferenceRow[] {
	const comparator = (left: string, right: string) => split(left)[0] === split(right)[0];
	const changes = diffArrays(expected, observed, { maxEditLength: MOST_EDITS, comparator }) ?? [
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

/** Whether a part of a list is its last makes no difference of the part: its comma stands by itself. */
function split(line: string): [part: string, comma: string] {
	return line.endsWith(",") ? [line.slice(0, -1), ","] : [line, ""];
}

/** Both lines split at their common start and end. Works on characters, so that none is halved. */
function marked(left: string, right: string): { expected: MarkedLine; observed: MarkedLine } {
	const [[ours, comma], [theirs, theirComma]] = [split(left), split(right)];
	const [a, b] = [[...ours], [...theirs]];
	const shorter = Math.min(a.length, b.length);
	let start = 0;
	while (start < shorter && a[start] === b[start]) start++;
	let end = 0;
	while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
	const parts = (line: string[], after: string): MarkedLine => [
		tail(line.slice(0, start), KEPT.before),
		head(line.slice(start, line.length - end), KEPT.differing),
		head(line.slice(line.length - end), KEPT.after) + after,
	];
	return { expected: parts(a, comma), observed: parts(b, theirComma) };
}

function head(line: string | string[], kept: number = KEPT.differing): string {
	const characters = [...line];
	return characters.length <= kept ? characters.join("") : `${characters.slice(0, kept).join("")}…`;
}

function tail(characters: string[], kept: number): string {
	return characters.length <= kept ? characters.join("") : `…${characters.slice(-kept).join("")}`;
}

/** Equal lines that are far from a difference in one row; a line by itself takes no more room than that. */
function folded(rows: DifferenceRow[]): DifferenceRow[] {
	const near = rows.map((_, at) =>
		rows.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((row) => row.kind !== "same"),
	);
	const isAlone = (at: number) => near[at - 1] !== false && near[at + 1] !== false;
	const kept: DifferenceRow[] = [];
	for (const [at, row] of rows.entries()) {
		const last = kept.at(-1);
		if (near[at] || isAlone(at)) kept.push(row);
		else if (last?.kind === "folded") kept[kept.length - 1] = { ...last, lines: last.lines + 1 };
		else kept.push({ kind: "folded", lines: 1 });
	}
	return kept;
}
