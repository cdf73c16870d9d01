import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readChecked } from "../../interop/support/checked-file.ts";
import type { Case } from "./junit.ts";
import { differences, Record, recordOf } from "./record.ts";
import { H2SPEC } from "./run.ts";

const RELEASES = { h2spec: "v1", language: "Node 24", grpc: "grpc-js 1" };
const one = (id: string, outcome: Case["outcome"], seen: string | null = null): Case => ({
	id,
	title: `title of ${id}`,
	outcome,
	seen,
});
const RUN = [one("a/1", "passed"), one("a/2", "failed", "Timeout"), one("b/1", "skipped")];
const OTHER = [one("a/1", "failed", "closed"), one("a/2", "failed", "DATA"), one("b/1", "skipped")];

/** With a reason for each. */
function explained(record: Record): Record {
	const odd = Object.entries(record.odd).map(([id, its]) => [id, { ...its, reason: "because" }]);
	return { ...record, odd: Object.fromEntries(odd) };
}

test("what differs from run to run is raced; all that was seen is kept, sorted", () => {
	const record = recordOf([RUN, OTHER, RUN], RELEASES, null);
	expect(Record.parse(record)).toEqual(record);
	expect(record.counts).toEqual({ cases: 3, passed: 0, skipped: 1, failed: 1, raced: 1 });
	expect(Object.entries(record.odd).map(([id, { outcome, seen }]) => [id, outcome, seen])).toEqual([
		["a/1", "raced", ["closed"]],
		["a/2", "failed", ["DATA", "Timeout"]],
		["b/1", "skipped", []],
	]);
});

test("a new record keeps reasons, and the races of the one before; what passes now is odd no more", () => {
	const before = explained(recordOf([RUN, OTHER], RELEASES, null));
	const now = recordOf(
		[[one("a/1", "passed"), one("a/2", "passed"), one("b/1", "skipped")]],
		RELEASES,
		before,
	);
	expect(now.odd).toEqual({
		"a/1": { title: "title of a/1", outcome: "raced", seen: ["closed"], reason: "because" },
		"b/1": { title: "title of b/1", outcome: "skipped", seen: [], reason: "because" },
	});
	expect(now.passed).toEqual({ "a/2": "title of a/2" });
});

test("a run that is as recorded does not differ, whichever way a race went", () => {
	const record = explained(recordOf([RUN, OTHER], RELEASES, null));
	expect(differences(record, RUN)).toEqual([]);
	expect(differences(record, OTHER)).toEqual([]);
});

const DIFFERENT: readonly (readonly [string, readonly Case[], string])[] = [
	["passed now", [one("a/2", "passed")], "a/2 (title of a/2): passed; recorded as failed"],
	["failed otherwise", [one("a/2", "failed", "EOF")], "failed by EOF; recorded: Timeout"],
	[
		"failed now",
		[one("a/1", "failed", "EOF")],
		"a/1 (title of a/1): failed: EOF; recorded as passed",
	],
	["skipped now", [one("a/1", "skipped")], "skipped; recorded as passed"],
	["run now", [one("b/1", "passed")], "passed; recorded as skipped"],
	["new", [one("c/1", "passed")], "c/1 (title of c/1): passed; not recorded"],
];
test.each(DIFFERENT)("a case that is %s is a difference", (_, changed, told) => {
	const record = explained(recordOf([RUN], RELEASES, null));
	const run = [...RUN.filter(({ id }) => id !== changed[0]?.id), ...changed];
	expect(differences(record, run)).toEqual([expect.stringContaining(told)]);
});

test("a case that is gone is a difference, and so is one without a reason", () => {
	const record = recordOf([RUN], RELEASES, null);
	expect(differences(explained(record), RUN.slice(1))).toEqual([
		"a/1: recorded, and not among the cases of this run",
	]);
	expect(differences(record, RUN)).toEqual([
		"a/2 (title of a/2): recorded without a reason",
		"b/1 (title of b/1): recorded without a reason",
	]);
});

test("the committed record is of the pinned h2spec, and has a reason for each case that is odd", () => {
	const record = readChecked(Record, resolve(import.meta.dirname, "../../reports/h2spec.json"));
	expect(record.h2spec).toBe(H2SPEC.version);
	const reasons = Object.values(record.odd).map(({ reason }) => reason);
	expect(reasons).not.toContain(null);
	const { cases, passed, failed, raced, skipped } = record.counts;
	const readme = readFileSync(resolve(import.meta.dirname, "../../ts-server/README.md"), "utf8");
	for (const told of [
		`Of ${cases} cases`,
		`- ${passed} pass`,
		`- ${failed} fail`,
		`- ${raced} are **raced**`,
		`- ${skipped} are skipped`,
	]) {
		expect(readme).toContain(told);
	}
});
