/** The part of an observation that an expectation speaks of. */
import { isDeepStrictEqual } from "node:util";

/**
 * An expectation is partial: what it leaves out was not compared with it, and would look like a
 * difference beside it. Where nothing else differs, the whole observation is given: it then is what matters.
 */
export function asked(expected: unknown, observed: unknown): unknown {
	const part = projected(expected, observed);
	return isDeepStrictEqual(part, expected) ? observed : part;
}

function projected(expected: unknown, observed: unknown): unknown {
	if (!isObject(expected) || !isObject(observed)) return observed;
	return Object.fromEntries(
		Object.entries(observed)
			.filter(([key]) => Object.hasOwn(expected, key))
			.map(([key, value]) => [key, projected(expected[key], value)]),
	);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
