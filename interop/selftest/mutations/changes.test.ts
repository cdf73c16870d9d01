import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changesOf } from "./changes.ts";

const json = fc.object({
	values: [fc.integer(), fc.string(), fc.boolean(), fc.constant(null)],
	withBigInt: false,
	maxDepth: 3,
});

test("every change makes a difference, and leaves the original as it was", () => {
	fc.assert(
		fc.property(json, (value) => {
			const before = structuredClone(value);
			for (const change of changesOf(value)) {
				expect(isDeepStrictEqual(change.value, value), change.path).toBe(false);
			}
			expect(value).toEqual(before);
		}),
	);
});

test("each leaf and each list of a result is changed", () => {
	const messages = [{ name: "x", location: null }, { name: "y" }];
	const paths = changesOf({ messages, silent: true }).map(({ path, what }) => `${path} ${what}`);
	expect([...new Set(paths)]).toEqual([
		".messages[0] dropped",
		".messages[0] doubled",
		".messages[0] swapped",
		".messages[0].name changed",
		".messages[0].location changed",
		".messages[1] dropped",
		".messages[1] doubled",
		".messages[1].name changed",
		".messages one more",
		".silent changed",
	]);
});

test("a status becomes each of the others", () => {
	const statuses = changesOf({ status: "OK" }).map(({ value }) => JSON.stringify(value));
	expect(new Set(statuses).size).toBe(16);
	expect(statuses).toContain('{"status":"UNAVAILABLE"}');
});
