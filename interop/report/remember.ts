/** Cells that fail alike, fail alike by the hundred: what is made of them is made once. */

/** A function of an expectation and an observation that keeps what it gave for equal ones. */
export function remembered<T>(
	make: (expected: unknown, observed: unknown) => T,
): (expected: unknown, observed: unknown) => T {
	const made = new Map<string, { readonly value: T }>();
	return (expected, observed) => {
		const key = JSON.stringify([expected, observed]);
		const known = made.get(key) ?? { value: make(expected, observed) };
		made.set(key, known);
		return known.value;
	};
}
