/** What is compared several times is written once. */
const texts = new WeakMap<object, string>();

/** Canonical JSON: the keys of every object in order, so that equal values are equal texts. */
export function canonical(value: unknown): string {
	if (value === null || typeof value !== "object") return JSON.stringify(value);
	const text = texts.get(value) ?? JSON.stringify(inOrder(value));
	texts.set(value, text);
	return text;
}

function inOrder(value: unknown): unknown {
	if (value === null || typeof value !== "object") return value;
	if (Array.isArray(value)) return value.map(inOrder);
	const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}
