/** The small language of scenario files: loops, interpolation, and values that differ by behaviour. */

import type { Behaviour } from "../model/words.ts";
import { FileProblem } from "../support/checked-file.ts";

export interface MacroContext {
	/** Which side of a `{python: …, go: …}` is taken. */
	readonly behaviour: Behaviour;
	/** The features of the scenario's database, for `{for: {f: database}}`. */
	readonly database: readonly unknown[];
	/** Set where a value differs by behaviour. */
	dialect: boolean;
}

type Scope = Readonly<Record<string, unknown>>;

/** Resolves every macro in a value. Throws FileProblem. */
export function expandMacros(value: unknown, context: MacroContext, scope: Scope = {}): unknown {
	if (typeof value === "string") return interpolate(value, scope);
	if (Array.isArray(value)) {
		return value.flatMap((item) =>
			isLoop(item) ? expandLoop(item, context, scope) : [expandMacros(item, context, scope)],
		);
	}
	if (!isMap(value)) return value;
	const keys = Object.keys(value);
	if (keys.length === 2 && "python" in value && "go" in value) {
		context.dialect = true;
		return expandMacros(value[context.behaviour], context, scope);
	}
	return Object.fromEntries(keys.map((key) => [key, expandMacros(value[key], context, scope)]));
}

interface Loop {
	readonly for: Readonly<Record<string, unknown>>;
	readonly each: readonly unknown[];
}

function isLoop(value: unknown): value is Loop {
	return isMap(value) && "for" in value;
}

function expandLoop(loop: Loop, context: MacroContext, scope: Scope): unknown[] {
	const variables = isMap(loop.for) ? Object.entries(loop.for) : [];
	const [variable] = variables;
	if (!variable || variables.length !== 1 || !Array.isArray(loop.each)) {
		throw new FileProblem(
			`a loop is { for: { NAME: RANGE }, each: [ … ] }, got ${JSON.stringify(loop)}`,
		);
	}
	const [name, range] = variable;
	return rangeOf(range, context, scope).flatMap(
		(item) => expandMacros(loop.each, context, { ...scope, [name]: item }) as unknown[],
	);
}

function rangeOf(range: unknown, context: MacroContext, scope: Scope): unknown[] {
	if (range === "database") return [...context.database];
	if (isMap(range) && "database" in range) {
		const [from, to] = bounds(range.database, scope);
		if (from < 1 || to > context.database.length) {
			throw new FileProblem(`the database has entries 1 to ${context.database.length}`);
		}
		return context.database.slice(from - 1, to);
	}
	const [from, to] = bounds(range, scope);
	return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function bounds(range: unknown, scope: Scope): [number, number] {
	const resolved = Array.isArray(range)
		? range.map((bound) => (typeof bound === "string" ? interpolate(bound, scope) : bound))
		: [];
	const [from, to] = resolved;
	if (resolved.length !== 2 || !Number.isInteger(from) || !Number.isInteger(to)) {
		throw new FileProblem(
			`a range is [FROM, TO], database, or { database: [FROM, TO] }, got ${JSON.stringify(range)}`,
		);
	}
	return [from as number, to as number];
}

const EXPRESSION = /\$\{\s*([A-Za-z_]\w*(?:\.\w+)*)\s*((?:[-+*]\s*\d+\s*)*)\}/g;

function interpolate(text: string, scope: Scope): unknown {
	if (!text.includes("${")) return text;
	const whole = new RegExp(`^${EXPRESSION.source}$`).exec(text);
	if (whole) return evaluate(whole, scope);
	return text.replace(EXPRESSION, (...found) => String(evaluate(found as string[], scope)));
}

function evaluate(found: readonly (string | undefined)[], scope: Scope): unknown {
	const [, path = "", operations = ""] = found;
	const value = path.split(".").reduce<unknown>((inner, key) => {
		if (!isMap(inner) || !(key in inner)) {
			throw new FileProblem(`\${${path}}: no such variable here`);
		}
		return inner[key];
	}, scope);
	if (operations === "") return value;
	if (typeof value !== "number") throw new FileProblem(`\${${path}}: not a number`);
	// From left to right.
	return [...operations.matchAll(/([-+*])\s*(\d+)/g)].reduce((result, [, operator, by]) => {
		if (operator === "+") return result + Number(by);
		return operator === "-" ? result - Number(by) : result * Number(by);
	}, value);
}

/** True for a plain map. */
export function isMap(value: unknown): value is Record<string, unknown> {
	return value !== null && typeof value === "object" && !Array.isArray(value);
}
