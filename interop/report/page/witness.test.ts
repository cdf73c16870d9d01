import { expect, test } from "vitest";
import { HOSTILE } from "../test/hostile.ts";
import { visible } from "../visible.ts";
import { witnessTold } from "./witness.ts";

const BARE = {
	cell: "k1",
	method: "/routeguide.RouteGuide/ListFeatures",
	tls: false,
	peer: null,
	received: 1,
	sent: 3,
	deadline_ms: null,
	ended: "OK",
} as const;

test("a call is told in words, and what a server does not tell is not", () => {
	expect(witnessTold(BARE)).toEqual({
		call: "/routeguide.RouteGuide/ListFeatures",
		saw: "read 1 message, wrote 3, ended it as OK",
		facts: [["connection", "plaintext"]],
	});
});

test("all that a server told is there", () => {
	const { facts } = witnessTold({
		...BARE,
		tls: true,
		peer: "client.interop.test",
		deadline_ms: 4980.4,
		metadata: [["x-one", ["1", "2"]]],
		encoding: "gzip",
		lasted_ms: 27.102,
		longest_write_ms: 21.174,
		longest_write_at: 2,
		writes_at_once: 1,
		calls_at_once: 7,
	});
	expect(facts).toEqual([
		["connection", "TLS, client certificate of client.interop.test"],
		["deadline left", "4,980 ms"],
		["lasted", "27 ms"],
		["encoding", "gzip"],
		["longest write", "21 ms, number 2"],
		["writes at once", "1"],
		["calls at once", "7"],
		["x-one", "1, 2"],
	]);
});

test("what a client made up is short, can be seen, and is counted where it is left out", () => {
	const { facts } = witnessTold({
		...BARE,
		metadata: Array.from({ length: 30 }, (_, at) => [`x-${at}`, [HOSTILE.repeat(20)]]),
	});
	expect(facts).toHaveLength(14);
	expect(facts.at(-1)).toEqual(["metadata left out", "18"]);
	for (const [, value] of facts) {
		expect(value.length).toBeLessThanOrEqual(120);
		expect(visible(value)).toBe(value);
	}
});
