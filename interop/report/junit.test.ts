import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { convert, create } from "xmlbuilder2";
import { validateXML } from "xmllint-wasm";
import { junit } from "./junit.ts";
import { groupBy } from "./tally.ts";
import { madeUpData } from "./test/data.ts";
import { fixture } from "./test/fixture.ts";

const data = await madeUpData();
const xml = junit(data);
const schema = readFileSync(new URL("test/junit.xsd", import.meta.url), "utf8");

async function errorsOf(contents: string): Promise<string[]> {
	const checked = await validateXML({
		xml: { fileName: "junit.xml", contents },
		schema: { fileName: "junit.xsd", contents: schema },
	});
	return checked.errors.map((error) => error.rawMessage);
}

/** How many elements of a name there are below the root. */
function elements(text: string, name: string): number {
	return create(text).filter((node) => node.node.nodeName === name, false, true).length;
}

test("JUnit XML is valid against the common schema, whatever peers printed", async () => {
	expect(await errorsOf(xml)).toEqual([]);
});

test("the schema refuses what is not JUnit XML", async () => {
	expect(await errorsOf(xml.replace("<testcase", "<testcase flaky='1'"))).not.toEqual([]);
	expect(await errorsOf(xml.replaceAll("failure", "failed"))).not.toEqual([]);
});

test("JUnit XML counts what the results count", () => {
	const { summary, preflight } = data.results;
	// The failed checks of mtls, of which the run has no cells.
	const lost = preflight.filter((check) => !check.ok).length;
	expect(lost).toBeGreaterThan(0);
	expect(elements(xml, "testcase")).toBe(summary.total + lost);
	expect(elements(xml, "failure")).toBe(summary.failed + summary["unexpected-pass"] + lost);
	expect(elements(xml, "error")).toBe(summary["could-not-run"]);
	expect(elements(xml, "skipped")).toBe(summary.unsupported);
	expect(elements(xml, "system-out")).toBe(summary["expected-failure"]);
	const totals = create(xml).root().toObject() as { testsuites: Record<string, string> };
	expect(totals.testsuites).toMatchObject({
		"@tests": String(summary.total + lost),
		"@failures": String(summary.failed + summary["unexpected-pass"] + lost),
		"@errors": String(summary["could-not-run"]),
	});
});

test("JUnit XML has a suite per pair and transport, with its own cells", () => {
	const parsed = convert(xml, { format: "object" }) as unknown as {
		testsuites: { testsuite: { "@name": string; testcase: unknown[] }[] };
	};
	const groups = groupBy(
		data.results.cells,
		(cell) => `${cell.server}/${cell.client}/${cell.transport}`,
	);
	for (const [name, cells] of groups) {
		const suite = parsed.testsuites.testsuite.find((candidate) => candidate["@name"] === name);
		expect(suite?.testcase.length, name).toBe(cells.length);
	}
});

test("JUnit XML of a run without cells is valid and empty", async () => {
	const { results } = fixture();
	const none = { ...results, cells: [], preflight: [] };
	const empty = junit({ ...data, results: none });
	expect(await errorsOf(empty)).toEqual([]);
	expect(elements(empty, "testcase")).toBe(0);
});
