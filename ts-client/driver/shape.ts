/**
 * Checks of JSON from outside, by hand: a schema library would cost a short batch a quarter of its
 * start-up time (measured), and the contract tells unknown keys from wrong values.
 */

/** Says what was expected where `value` does not fit, or null where it does. */
export type Check = (value: unknown) => string | null;

/** Every key that an object must have, or may have where it is {@link optional}, and no other. */
export type Fields = Readonly<Record<string, Check>>;

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const text: Check = (value) =>
	typeof value === "string" && value !== "" ? null : "a text that is not empty";

export const number: Check = (value) => (Number.isFinite(value) ? null : "a number");

export const integer: Check = (value) => (Number.isSafeInteger(value) ? null : "an integer");

export const positiveInteger: Check = (value) =>
	Number.isSafeInteger(value) && (value as number) > 0 ? null : "a positive integer";

export const object: Check = (value) => (isObject(value) ? null : "an object");

/** `check`, or null. */
export function orNull(check: Check): Check {
	return (value) => {
		const expected = value === null ? null : check(value);
		return expected === null ? null : `${expected}, or null`;
	};
}

/** `check`, or the key may be absent. */
export function optional(check: Check): Check {
	return Object.assign((value: unknown) => check(value), { optional: true });
}

/** One of these texts. */
export function oneOf(...texts: readonly string[]): Check {
	return (value) =>
		texts.includes(value as string) ? null : `one of ${texts.map((one) => `"${one}"`).join(", ")}`;
}

export function listOf(check: Check): Check {
	return (value) => {
		if (!Array.isArray(value)) return "a list";
		const expected = value.map(check).find((wrong) => wrong !== null);
		return expected === undefined ? null : `a list, each of it ${expected}`;
	};
}

/** Metadata as `[[key, [values…]], …]`. */
export const metadataList: Check = listOf((entry) =>
	Array.isArray(entry) &&
	entry.length === 2 &&
	text(entry[0]) === null &&
	Array.isArray(entry[1]) &&
	entry[1].every((value) => typeof value === "string")
		? null
		: "[key, [values…]]",
);

/** The first key of `value` that `fields` does not have, or null. */
export function unknownKey(value: JsonObject, fields: Fields): string | null {
	return Object.keys(value).find((key) => !Object.hasOwn(fields, key)) ?? null;
}

/** What is wrong with the first field that is missing or does not fit, or null. */
export function misfit(value: JsonObject, fields: Fields): string | null {
	for (const [key, check] of Object.entries(fields)) {
		if (!Object.hasOwn(value, key)) {
			if ("optional" in check) continue;
			return `key "${key}" is missing`;
		}
		const expected = check(value[key]);
		if (expected !== null) return `key "${key}": expected ${expected}, got ${brief(value[key])}`;
	}
	return null;
}

/** A value as JSON, cut where it is long: for messages. */
export function brief(value: unknown): string {
	const json = JSON.stringify(value) ?? String(value);
	return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}
