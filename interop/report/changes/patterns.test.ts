import fc from "fast-check";
import { expect, test } from "vitest";
import { Transport } from "../../model/words.ts";
import { type Place, patternsOf, placesIn } from "./patterns.ts";

const AXES = {
	servers: ["go", "python", "ts-go"],
	clients: ["go", "python", "ts"],
	transports: [...Transport.options],
};
const ALL = placesIn("*/*/*", AXES);
const names = (places: readonly Place[]) =>
	places.map(({ server, client, transport }) => `${server}/${client}/${transport}`).sort();

test("patterns stand for exactly the cells that they were made of, each of them once", () => {
	fc.assert(
		fc.property(fc.subarray(ALL, { minLength: 1 }), (places) => {
			const patterns = patternsOf(places, AXES);
			const read = patterns.flatMap((pattern) => placesIn(pattern, AXES));
			expect(names(read)).toEqual(names(places));
			expect(patterns).toEqual(patterns.toSorted());
		}),
	);
});

test("a row, a column and all of them are one pattern", () => {
	const of = (keep: (place: Place) => boolean) => patternsOf(ALL.filter(keep), AXES);
	expect(of(() => true)).toEqual(["*/*/*"]);
	expect(of(({ server }) => server === "go")).toEqual(["go/*/*"]);
	expect(of(({ client, transport }) => client !== "go" && transport === "tls")).toEqual([
		"*/python,ts/tls",
	]);
});
