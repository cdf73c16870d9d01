import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_SETS, type Opinion, smallestRemovals } from "./removals.ts";

/** Every way of leaving members out, smallest first. */
function subsets(members: readonly string[]): string[][] {
	const all: string[][] = [[]];
	for (const member of members) all.push(...all.map((set) => [...set, member]));
	return all.sort((one, other) => one.length - other.length);
}

/** True where something is left, and all of it is one opinion that is right, and votes if any right one does. */
function isUnanimous(opinions: readonly Opinion[], removed: readonly string[]): boolean {
	const left = opinions.filter(({ members }) => !members.some((one) => removed.includes(one)));
	const elected = opinions.some(({ wrong, votes }) => votes && !wrong);
	return (
		left.length > 0 &&
		left.every(({ wrong }) => !wrong) &&
		new Set(left.map(({ seen }) => seen)).size === 1 &&
		(!elected || left.some(({ votes }) => votes))
	);
}

/** A matrix of at most 4 × 3 × 2 cells, in which anybody may see anything. */
const matrix = fc
	.record({
		servers: fc.integer({ min: 1, max: 4 }),
		clients: fc.integer({ min: 1, max: 3 }),
		transports: fc.integer({ min: 1, max: 2 }),
		mute: fc.subarray(["s1", "s2", "c1"]),
	})
	.chain(({ servers, clients, transports, mute }) => {
		const names = (letter: string, count: number) =>
			Array.from({ length: count }, (_, at) => `${letter}${at}`);
		const places = names("s", servers).flatMap((server) =>
			names("c", clients).flatMap((client) =>
				names("t", transports).map((transport) => [server, client, transport]),
			),
		);
		return fc
			.array(
				fc.record({
					seen: fc.constantFrom("x", "x", "x", "x", "y", "z"),
					wrong: fc.constantFrom(false, false, false, true),
				}),
				{ minLength: places.length, maxLength: places.length },
			)
			.map((said) =>
				places.map(
					(members, at): Opinion => ({
						seen: said[at]?.seen ?? "x",
						wrong: said[at]?.wrong ?? false,
						members,
						votes: !members.some((member) => mute.includes(member)),
					}),
				),
			);
	});

describe("the smallest sets", () => {
	test("leave one right opinion, and no smaller or other set of their size does", () => {
		fc.assert(
			fc.property(matrix, (opinions) => {
				const found = smallestRemovals(opinions);
				const members = [...new Set(opinions.flatMap((opinion) => opinion.members))].sort();
				const helpful = subsets(members).filter((set) => isUnanimous(opinions, set));
				const size = helpful[0]?.length;
				const all = helpful.filter((set) => set.length === size);
				const text = (sets: string[][]) => sets.map((set) => set.join(" ")).sort();
				expect(text(found)).toEqual(text(all));
			}),
			{ numRuns: 400 },
		);
	});

	test("are the same whatever the order of the cells", () => {
		fc.assert(
			fc.property(matrix, fc.infiniteStream(fc.nat()), (opinions, numbers) => {
				const keys = opinions.map(() => numbers.next().value as number);
				const shuffled = opinions
					.map((opinion, at) => ({ opinion, key: keys[at] ?? 0 }))
					.sort((one, other) => one.key - other.key)
					.map(({ opinion }) => opinion);
				expect(smallestRemovals(shuffled)).toEqual(smallestRemovals(opinions));
			}),
			{ numRuns: 200 },
		);
	});
});

/** Ten servers and ten clients; what is seen is up to the pair. */
function large(seen: (server: number, client: number) => string): Opinion[] {
	return Array.from({ length: 100 }, (_, at) => ({
		members: [`s${Math.floor(at / 10)}`, `c${at % 10}`],
		seen: seen(Math.floor(at / 10), at % 10),
		wrong: false,
		votes: true,
	}));
}

test("twenty peers of which no two pairs agree are looked through in no time", () => {
	const sets = smallestRemovals(large((server, client) => `${server} ${client}`));
	expect([sets.length, sets[0]?.length]).toEqual([MOST_SETS, 18]);
});

test("twenty peers of which ten pairs differ, each with peers of its own, likewise", () => {
	const sets = smallestRemovals(large((server, client) => (server === client ? "odd" : "even")));
	expect(new Set(sets.map((set) => set.length))).toEqual(new Set([10]));
});

test("where a limit is given, no set of that size is found", () => {
	const opinions = large((server) => (server < 2 ? "odd" : "even"));
	expect(smallestRemovals(opinions)).toEqual([["s0", "s1"]]);
	expect(smallestRemovals(opinions, 2)).toEqual([]);
});
