/** A mismatch in words: where, and the first part that differs, since the rest of both is alike or follows from it. */
import { isDeepStrictEqual } from "node:util";
import type { Mismatch } from "./expectation.ts";

/** Characters of a value's JSON. */
const VALUE_LENGTH = 240;

interface Part {
	/** Of its parts: `messages[0].location`; empty for all of it. */
	readonly path: string;
	readonly expected: unknown;
	readonly observed: unknown;
}

/** A mismatch in a line, e.g. at a.finish: expected status "OK", saw "UNKNOWN" */
export function describeMismatch({ at, partial = false, ...whole }: Mismatch): string {
	const { path, expected, observed } = firstPart({ path: "", ...whole }, partial);
	if (path === "messages" && Array.isArray(expected) && Array.isArray(observed)) {
		const noun = expected.length === 1 ? "message" : "messages";
		return `at ${at}: expected ${expected.length} ${noun}, saw ${observed.length}`;
	}
	const named = path === "" ? "" : `${path} `;
	const wanted = expected === undefined && path !== "" ? `no ${path}` : named + brief(expected);
	return `at ${at}: expected ${wanted}, saw ${brief(observed)}`;
}

/** The innermost part that differs first, in the order of what is expected. */
function firstPart(part: Part, partial: boolean): Part {
	const { path, expected, observed } = part;
	if (isList(expected) && isList(observed) && expected.length === observed.length) {
		const key = expected.findIndex((item, at) => !isDeepStrictEqual(item, observed[at]));
		if (key < 0) return part;
		const inner = { expected: expected[key], observed: observed[key] };
		return firstPart({ path: `${path}[${key}]`, ...inner }, partial);
	}
	if (!isObject(expected) || !isObject(observed)) return part;
	// What is right may be left out of a partial observation, and need not be equal to what is asked for.
	const keys = partial
		? Object.keys(observed)
		: Object.keys({ ...expected, ...observed }).filter(
				(key) => !isDeepStrictEqual(expected[key], observed[key]),
			);
	const [key] = keys;
	if (key === undefined || (partial && !Object.hasOwn(expected, key))) return part;
	const inner = { expected: expected[key], observed: observed[key] };
	return firstPart({ path: path === "" ? key : `${path}.${key}`, ...inner }, partial);
}

/** A list of messages; one of metadata is told whole. */
function isList(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
	return Array.isArray(value) && value.every(isObject);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function brief(value: unknown): string {
	const text = JSON.stringify(value) ?? "nothing";
	return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH - 3)}…` : text;
}
