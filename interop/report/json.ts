/** JSON as people read it: keys sorted, what fits on a line stands on one. */
import { clip, visible } from "./visible.ts";

const WIDTH = 76;
const NOTHING = "(nothing)";

/**
 * Lines of readable JSON; one line that says so where there is no value. `beside`: what it is compared with;
 * where the same part of both is a list or an object, and one of them needs a line for each of its parts,
 * so does the other.
 */
export function jsonLines(value: unknown, beside?: unknown): string[] {
	return isNothing(value) ? [NOTHING] : visible(pretty(value, "", beside)).split("\n");
}

/** The same on one line, clipped. */
export function shortJson(value: unknown, length = 160): string {
	return value === undefined ? NOTHING : clip(visible(flat(value)), length);
}

function pretty(value: unknown, indent: string, beside: unknown): string {
	const short = flat(value);
	if (typeof value !== "object" || value === null) return short;
	const other = isAlike(value, beside) ? beside : undefined;
	const fits = [short, other === undefined ? "" : flat(other)].every(
		(text) => indent.length + text.length <= WIDTH,
	);
	if (fits) return short;
	const deeper = `${indent}  `;
	const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
	const parts = Array.isArray(value)
		? value.map((item, at) => pretty(item, deeper, itemBeside(value, other, at)))
		: entries(value).map(
				([key, item]) => `${JSON.stringify(key)}: ${pretty(item, deeper, partOf(other, key))}`,
			);
	const lines = parts.length === 0 ? "" : `${parts.map((part) => deeper + part).join(",\n")}\n`;
	return `${open}\n${lines}${indent}${close}`;
}

/** True where both are lists, or both objects. */
function isAlike(value: object, other: unknown): other is object {
	return (
		typeof other === "object" && other !== null && Array.isArray(value) === Array.isArray(other)
	);
}

/** In lists of other lengths, the items of one place need not belong together. */
function itemBeside(list: readonly unknown[], other: object | undefined, at: number): unknown {
	return Array.isArray(other) && other.length === list.length ? other[at] : undefined;
}

function partOf(other: object | undefined, key: string): unknown {
	return Object.entries(other ?? {}).find(([name]) => name === key)?.[1];
}

function isNothing(value: unknown): boolean {
	return value === undefined || value === null;
}

function flat(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(flat).join(", ")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
	const parts = entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flat(item)}`);
	return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** Sorted, since two ends that agree may still have written their keys in another order. */
function entries(value: object): [string, unknown][] {
	return Object.entries(value)
		.filter(([, item]) => item !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
