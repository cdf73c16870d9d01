import { expect, test } from "vitest";
import { readTimes } from "../cli/times.ts";
import { catalogue } from "../test/support/run.ts";
import { dealer, dealt, shardOf } from "./shard.ts";

const TIMES = readTimes();
const SHARDS = [1, 2, 3, 4, 8];
const placesOf = (ids: readonly string[], of: number, times = TIMES) => {
	const place = dealer(of, times);
	return Object.fromEntries(ids.map((id) => [id, place(id)]));
};
const IDS = catalogue.map(({ id }) => id);
const ADDED = Array.from({ length: 50 }, (_, index) => `new-family/scenario-${index}`);

test.each(SHARDS)("each scenario is in one of %i shards, and none is left out", (of) => {
	const parts = Array.from({ length: of }, (_, index) =>
		shardOf(catalogue, { index: index + 1, of }, TIMES),
	);
	const ids = parts.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));
	expect(ids.toSorted()).toEqual(IDS.toSorted());
	for (const { filled } of parts) expect(filled).toEqual(parts.map((_, index) => index + 1));
});

test.each(SHARDS)("of %i shards, none is much longer than another, as measured", (of) => {
	const loads = [...dealt(catalogue, of, TIMES).values()].map((scenarios) =>
		scenarios.reduce((sum, { id }) => sum + (TIMES[id] ?? 0), 0),
	);
	expect(Math.max(...loads)).toBeLessThan(1.2 * Math.min(...loads));
});

test.each(SHARDS)(
	"of %i shards, no scenario moves when others are added, measured or not",
	(of) => {
		const before = placesOf(IDS, of);
		expect(placesOf([...ADDED, ...IDS], of)).toMatchObject(before);
		const measured = { ...TIMES, ...Object.fromEntries(ADDED.map((id) => [id, 5_000])) };
		const known = IDS.filter((id) => Object.hasOwn(TIMES, id));
		expect(placesOf(IDS, of, measured)).toMatchObject(placesOf(known, of));
	},
);

test("what was not measured is spread over all shards, and one shard more takes from each of the others only", () => {
	const four = placesOf(ADDED, 4, {});
	const five = placesOf(ADDED, 5, {});
	expect(new Set(Object.values(four)).size).toBe(4);
	for (const id of ADDED) expect([four[id], 5]).toContain(five[id]);
	expect(Object.values(five)).toContain(5);
});

test("the longest goes first, and the next where least is", () => {
	const place = dealer(2, { "a/long": 9, "a/middle": 5, "a/short": 3, "a/last": 2 });
	expect(["a/long", "a/middle", "a/short", "a/last"].map(place)).toEqual([1, 2, 2, 2]);
});

test("a shard without a scenario is refused, with those that have some", () => {
	const [first] = catalogue;
	const one = first ? [first] : [];
	const place = dealer(2, TIMES)(first?.id ?? "");
	expect(() => shardOf(one, { index: 3 - place, of: 2 }, TIMES)).toThrow(
		`--shard ${3 - place}/2: none of the 1 selected scenarios falls into it; there are some in ${place}/2`,
	);
});
