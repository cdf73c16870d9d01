import { expect, test } from "vitest";
import type { ResultCell } from "../../model/results.ts";
import type { Outcome } from "../../model/words.ts";
import { LastOutcomes } from "./outcomes.ts";

const cells = (...outcomes: Outcome[]) =>
	outcomes.map(
		(outcome, at) =>
			({ server: "s", client: "c", transport: "tls", scenario: `f/${at}`, outcome }) as ResultCell,
	);
const id = (at: number) => `s/c/tls/f/${at}`;

test("what a save broke and what it mended is told, and nothing of cells that were never seen", () => {
	const outcomes = new LastOutcomes();
	expect(outcomes.take(cells("passed", "failed", "expected-failure", "failed"))).toBe(null);
	expect(outcomes.red()).toEqual(new Set([id(1), id(3)]));
	expect(outcomes.take(cells("failed", "failed", "unexpected-pass", "passed"))).toBe(
		"since the round before: 2 cells red that were green, 1 cell green that was red",
	);
	expect(outcomes.take(cells("failed"))).toBe(null);
	expect(outcomes.red()).toEqual(new Set([id(0), id(1), id(2)]));
});

test("cells of which none could run are told from those of which one did, or that were never seen", () => {
	const outcomes = new LastOutcomes();
	outcomes.take(cells("could-not-run", "could-not-run", "failed"));
	expect(outcomes.noneRan(new Set([id(0), id(1)]))).toBe(true);
	expect(outcomes.noneRan(new Set([id(0), id(2)]))).toBe(false);
	expect(outcomes.noneRan(new Set([id(7)]))).toBe(false);
});
