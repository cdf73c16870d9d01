import { expect, test } from "vitest";
import { changesBetween } from "./changes/compare.ts";
import { snapshotOf } from "./changes/snapshot.ts";
import { markdown } from "./markdown.ts";
import { block, inline } from "./markdown-text.ts";
import { tally } from "./tally.ts";
import { allFailing, madeUpData } from "./test/data.ts";
import { fixture } from "./test/fixture.ts";
import { HOSTILE } from "./test/hostile.ts";
import { count } from "./verdict.ts";

const data = await madeUpData();
const text = markdown(data);

test("Markdown shows every count of the summary", () => {
	for (const [outcome, cells] of Object.entries(data.results.summary))
		if (outcome !== "total") expect(text).toContain(`| ${outcome} | ${count(cells)} |`);
	expect(text).toContain(`| **total** | **${count(data.results.summary.total)}** |`);
});

test("Markdown's matrix has the passed of each pair", () => {
	const row = text.split("\n").find((line) => line.startsWith("| ts-go |"));
	const clients = ["ts", "python", "go"].map((client) => {
		const cells = data.results.cells.filter(
			(cell) => cell.server === "ts-go" && cell.client === client,
		);
		return `❌ ${tally(cells).passed}/${cells.length}`;
	});
	expect(row).toBe(`| ts-go | ${clients.join(" | ")} |`);
});

test("Markdown tells the scenario with the most cells first, and ends in what is known", () => {
	const order = ["get-feature/known", "record-route/per-leg", "## Preflight", "The ledger"].map(
		(part) => text.indexOf(part),
	);
	expect(order).not.toContain(-1);
	const perLeg = text.indexOf("<summary>record-route/per-leg");
	const known = text.indexOf("<summary>get-feature/known");
	expect(perLeg).toBeLessThan(known);
	expect(text.indexOf("## Preflight")).toBeGreaterThan(known);
});

test("Markdown says what is not as it was recorded, once for all the pairs", () => {
	expect(text).toContain("2 observations changed since the record of grpc-js 1.14.7");
	const lines = text.split("\n").filter((line) => line.startsWith("- calls/unknown-method"));
	expect(lines).toHaveLength(1);
	expect(lines[0]).toMatch(/status text of ts-python\/go\/tls, ts-go\/go\/tls: .*; recorded: /);
});

test("Markdown blames each set of peers once, and what is known apart", () => {
	expect(text).toContain("## Who is to blame");
	expect(text).toContain("- **server ts-go**: 1 scenario: record-route/per-leg");
	expect(text).toContain("- **client python or server ts-python**: 1 scenario");
	expect(text).toContain("- **nobody in particular**: 1 scenario");
	const known = text.indexOf("Whom the ledger blames");
	expect(known).toBeGreaterThan(text.indexOf("## Who is to blame"));
	expect(text.indexOf("- **server go and server go-published**")).toBeGreaterThan(known);
});

test("Markdown keeps foreign text from being markup", () => {
	const outside = text.replaceAll(/^(`{3,}).*\n[\s\S]*?\n\1$/gm, "").replaceAll("<!-- -->", "");
	expect(outside).not.toMatch(/<(script|img|!--)/);
	expect(outside).not.toContain("](javascript:");
	for (const character of ["\0", "\u202e", "\u2066"]) expect(text).not.toContain(character);
});

test("Markdown of a run in which everything fails at length stays below what hosts accept", () => {
	const failing = allFailing(data, HOSTILE);
	const long = markdown(failing);
	expect(long.length).toBeLessThan(65_536);
	expect(long).toMatch(/more entr(y|ies) in index\.html/);
	expect(long).toContain(`| failed | ${count(failing.results.summary.failed)} |`);
});

test("Markdown stays below it where all of that is new since a baseline as well", () => {
	const { results, details } = fixture(() => null);
	const failing = allFailing(data, HOSTILE);
	const failed = failing.results.preflight.filter(({ ok }) => !ok);
	const now = snapshotOf(failing.results, [...failing.details.values()]);
	const changes = changesBetween(snapshotOf(results, details), now, failed, null);
	expect(changes.failures).toHaveLength(failing.results.summary.total);
	const long = markdown({ ...failing, changes });
	expect(long.length).toBeLessThan(65_536);
	expect(long).toContain("## What changed since run");
	expect(long).toContain("### New failures");
});

test("Markdown has failures also where what stands before them is as long as it can be", () => {
	const failing = allFailing(data, "🧭".repeat(300));
	const failed = failing.results.preflight.filter(({ ok }) => !ok);
	const now = snapshotOf(failing.results, [...failing.details.values()]);
	const few = fixture(() => null).results;
	const before = snapshotOf({ ...few, cells: few.cells.slice(0, 1) }, []);
	const changes = changesBetween(before, now, failed, null);
	const blame = Array.from({ length: 800 }, (_, at) => ({
		scenario: `family/${"a".repeat(40)}-${at}`,
		behaviour: null,
		known: at % 2 === 0,
		sets: [[{ role: "server" as const, name: `server-${at}` }]],
		cells: [],
	}));
	const run = { ...failing.results.run, repeat: { times: 20, seed: 1 } };
	const repetitions = { n: 20, red: 3, differing: 0, first: 1 };
	const cells = failing.results.cells.map((cell) => ({ ...cell, repetitions }));
	const results = { ...failing.results, run, cells, blame };
	const long = markdown({ ...failing, changes, results });
	expect(long).toContain("## Repetitions");
	expect(long).toMatch(
		/## Not as they should be\n\n<details><summary>get-feature\/known: 30 cells/,
	);
	expect(long.length).toBeLessThan(65_536);
});

test("a block's fence is longer than any run of backticks in it", () => {
	expect(block("a\n````\nb")).toBe("`````\na\n````\nb\n`````");
});

test("text on a line has neither line breaks nor markup", () => {
	expect(inline("a|b\n<c> `d`")).toBe("a&#124;b &#60;c&#62; &#96;d&#96;");
	expect(inline("_a_b_ half_close")).toBe("&#95;a_b&#95; half_close");
});

test("text on a line calls nobody, and refers to no issue: GitHub sees through entities", () => {
	expect(inline("(@grpc/grpc-js 1.14.7) a@b #1 GH-2 &#64;")).toBe(
		"(@<!-- -->grpc/grpc-js 1.14.7) a@<!-- -->b #<!-- -->1 GH-<!-- -->2 &#38;#<!-- -->64;",
	);
});
