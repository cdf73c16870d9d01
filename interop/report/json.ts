/** JSON as people read it: keys sorted, what fits on a line stands on one. */
import { clip, visible } from "./visible.ts";

const WIDTH = 76;

/**
 * Lines of readable JSON; one line that says so where there is no value. `open`: what is outermost has a
 * line for each part, also where it would fit on one.
 */
export function jsonLines(value: unknown, open = false): string[] {
	return value === undefined ? ["(nothing)"] : visible(pretty(value, "", open)).split("\n");
}

/** The same on one line, clipped. */
export function shortJson(value: unknown, length = 160): string {
	return value === undefined ? "(nothing)" : clip(visible(flat(value)), length);
}

function pretty(value: unknown, indent: string, opened = false): string {
	const short = flat(value);
	if (typeof value !== "object" || value === null) return short;
	const fits = indent.length + short.length <= WIDTH;
	if (fits && (!opened || Object.keys(value).length === 0)) return short;
	const deeper = `${indent}  `;
	const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
	const parts = Array.isArray(value)
		? value.map((item) => pretty(item, deeper))
		: entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pretty(item, deeper)}`);
	return `${open}\n${parts.map((part) => deeper + part).join(",\n")}\n${indent}${close}`;
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
