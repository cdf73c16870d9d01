import { expect, test } from "vitest";
import { annotations } from "./annotations.ts";
import { changesBetween } from "./changes/compare.ts";
import { snapshotOf } from "./changes/snapshot.ts";
import { isRed } from "./tally.ts";
import { fixture } from "./test/fixture.ts";
import { HOSTILE } from "./test/hostile.ts";

const { results, details } = fixture();
const red = results.cells.filter(({ outcome }) => isRed(outcome));
const lineOf = (scenario: string) => ({ file: `a dir/${scenario}, 1:2.yaml`, line: 7 });

/** A workflow command as GitHub's runner reads it. */
function read(text: string) {
	const [, kind, properties = "", message = ""] = /^::(\w+) ?(.*?)::([\s\S]*)$/.exec(text) ?? [];
	const plain = (value: string) =>
		value
			.replaceAll("%0D", "\r")
			.replaceAll("%0A", "\n")
			.replaceAll("%3A", ":")
			.replaceAll("%2C", ",")
			.replaceAll("%25", "%");
	const pairs = properties.split(",").map((pair) => pair.split("="));
	return {
		kind,
		properties: Object.fromEntries(pairs.map(([key, value = ""]) => [key, plain(value)])),
		message: plain(message),
	};
}

test("each scenario with red cells has one annotation, at its line, those with the most cells first", () => {
	const few = red.filter(({ scenario }) => !scenario.startsWith("get-feature/"));
	const made = annotations({ ...results, cells: few }, null, lineOf).map(read);
	const titles = new Set(few.map(({ scenario }) => scenario));
	expect(new Set(made.map(({ properties }) => properties.title))).toEqual(titles);
	expect(made).toHaveLength(titles.size);
	for (const { kind, properties } of made) {
		expect([kind, properties.line]).toEqual(["error", "7"]);
		expect(properties.file).toBe(`a dir/${properties.title}, 1:2.yaml`);
	}
	const counts = made.map(({ message }) => Number(/^\d+/.exec(message)?.[0]));
	expect(counts).toEqual(counts.toSorted((one, other) => other - one));
	expect(counts.reduce((sum, count) => sum + count, 0)).toBe(few.length);
});

test("a scenario whose file is not known is annotated without one", () => {
	const [first = ""] = annotations(results, null, () => null);
	expect(first).toMatch(/^::error title=/);
});

test("what a peer printed stays within its annotation, and reads as it was", () => {
	const made = fixture(() => ({
		outcome: "failed",
		reason: `100%\r\n::error::50%0A ${HOSTILE}`,
		at: null,
		expected: null,
		observed: null,
		ledger: null,
	}));
	for (const line of annotations(made.results, null, lineOf)) {
		expect(line).not.toMatch(/[\r\n]/);
		expect(read(line).message).not.toContain("\r");
	}
	expect(read(annotations(made.results, null, lineOf)[0] ?? "").message).toContain(
		"100% ::error::50%0A",
	);
});

test("more than GitHub shows are counted in the last one", () => {
	const made = fixture(() => ({
		outcome: "failed",
		reason: "no",
		at: null,
		expected: null,
		observed: null,
		ledger: null,
	}));
	const lines = annotations(made.results, null, lineOf);
	expect(lines).toHaveLength(10);
	const left = made.results.scenarios.length - 9;
	expect(lines.at(-1)).toBe(`::error::${left} more scenarios with red cells: see the report`);
});

test("what the baseline knows is a warning, and never an error", () => {
	const snapshot = snapshotOf(results, details);
	const checks = results.preflight.filter(({ ok }) => !ok);
	const changes = changesBetween(snapshot, snapshot, checks, null);
	const kinds = annotations(results, changes, lineOf).map((line) => read(line));
	expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(["warning"]));
	expect(kinds[0]?.properties.title).toMatch(/^known: /);
});
