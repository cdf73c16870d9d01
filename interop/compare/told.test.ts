import { expect, test } from "vitest";
import type { ExpectedWitness } from "../model/scenario.ts";
import type { Witness } from "../model/server-lines.ts";
import { firstUntold } from "./told.ts";

const seen: Witness = {
	cell: "k1",
	method: "/routeguide.RouteGuide/GetFeature",
	tls: false,
	peer: null,
	received: 1,
	sent: 0,
	deadline_ms: 790,
	encoding: null,
	lasted_ms: 812,
	metadata: [
		["x-interop-call", ["a"]],
		["x-one", ["1", "2"]],
	],
	ended: "NOT_FOUND",
};
const differs = (expected: ExpectedWitness, witnesses: readonly Witness[] = [seen]) => {
	return firstUntold({ a: expected }, witnesses)?.observed ?? null;
};

test("what is as expected, or not asked for, is no difference", () => {
	expect(differs({})).toBe(null);
	const all: ExpectedWitness = {
		count: 1,
		ended: "NOT_FOUND",
		received: 1,
		sent: { to: 3 },
		encoding: null,
		deadline_ms: { from: 500, to: 800 },
		lasted_ms: { from: 800 },
		metadata: [["x-one", ["1", "2"]]],
	};
	expect(differs(all)).toBe(null);
});

for (const [expected, observed] of [
	[{ ended: "OK" }, { ended: "NOT_FOUND" }],
	[{ received: 2 }, { received: 1 }],
	[{ sent: { from: 1 } }, { sent: 0 }],
	[{ encoding: "gzip" }, { encoding: null }],
	[{ deadline_ms: null }, { deadline_ms: 790 }],
	[{ deadline_ms: { to: 700 } }, { deadline_ms: 790 }],
	[{ lasted_ms: { to: 800 } }, { lasted_ms: 812 }],
	[{ metadata: [["x-one", ["2", "1"]]] }, { metadata: [["x-one", ["1", "2"]]] }],
	[{ metadata: [["x-two", ["1"]]] }, { metadata: [] }],
	[{ count: 2 }, { count: 1 }],
	[{ count: 0 }, { count: 1 }],
] as const) {
	test(`the server tells something else than ${JSON.stringify(expected)}`, () => {
		expect(differs(expected as ExpectedWitness)).toEqual(observed);
	});
}

test("a server that leaves a key out does not have what was asked for", () => {
	const { lasted_ms: _, encoding: __, ...older } = seen;
	expect(differs({ lasted_ms: { to: 900 } }, [older])).toEqual({ lasted_ms: null });
	expect(differs({ encoding: "gzip" }, [older])).toEqual({ encoding: null });
});

test("a call that never arrived, or another call of the cell, is no witness of it", () => {
	expect(differs({}, [])).toEqual({ count: 0 });
	expect(differs({}, [{ ...seen, metadata: [["x-interop-call", ["b"]]] }])).toEqual({ count: 0 });
	expect(differs({ count: 0 }, [])).toBe(null);
});

test("of a call that was retried the last time counts", () => {
	const again = { ...seen, ended: "OK" as const, sent: 1 };
	expect(differs({ count: { from: 2, to: 3 }, ended: "OK" }, [seen, again])).toBe(null);
	expect(differs({ count: 2, ended: "NOT_FOUND" }, [seen, again])).toEqual({ ended: "OK" });
});

test("a call that must be over before another one is not where it is told of later, or never", () => {
	const of = (call: string): Witness => ({ ...seen, metadata: [["x-interop-call", [call]]] });
	const [a, y, z] = [of("a"), of("y"), of("z")];
	expect(differs({ before: "z" }, [y, a, z])).toBe(null);
	expect(differs({ before: "z" }, [z, a, y])).toEqual({ before: ["y"] });
	expect(differs({ before: "z" }, [a, y])).toEqual({ before: ["y"] });
	expect(differs({ count: 2, before: "z" }, [a, z, a])).toEqual({ before: [] });
});
