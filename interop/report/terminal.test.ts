import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { cellId } from "../model/plan.ts";
import type { ResultCell } from "../model/results.ts";
import { tally } from "./tally.ts";
import { failureText, summaryTable } from "./terminal.ts";
import { fixture } from "./test/fixture.ts";

const { results, details } = fixture();
const context = { results, folder: "reports/runs/r1" };

function find(id: string): ResultCell {
	const cell = results.cells.find((candidate) => cellId(candidate) === id);
	if (cell === undefined) throw new Error(`the fixture has no ${id}`);
	return cell;
}

function failureOf(id: string): string {
	return failureText(find(id), details.find((detail) => detail.cell === id) ?? null, context);
}

test("the table has passed of all for each pair, and marks those with a cell that is red", () => {
	const rows = summaryTable(results)
		.split("\n")
		.map((line) =>
			line
				.split("│")
				.map((field) => field.trim())
				.filter(Boolean),
		);
	const row = rows.find(([name]) => name === "go");
	const expected = ["ts", "python", "go"].map((client) => {
		const counts = tally(
			results.cells.filter((cell) => cell.server === "go" && cell.client === client),
		);
		const text = `${counts.passed}/150`;
		return counts.failed > 0 ? `✗ ${text}` : text;
	});
	expect(row).toEqual(["go", ...expected]);
});

test("colours come on request only, and change nothing else", () => {
	const coloured = summaryTable(results, { colour: true });
	expect(coloured).not.toBe(summaryTable(results));
	expect(stripVTControlCharacters(coloured)).toBe(summaryTable(results));
});

test("a failure says expected, seen, blame, logs and the command that runs it alone", () => {
	expect(failureOf("ts-go/go/tls/record-route/per-leg")).toMatchInlineSnapshot(`
		"✗ ts-go/go/tls/record-route/per-leg  failed
		    at a.finish: expected messages[0].distance 675408, saw 675411
		    - expected, + seen at a.finish:
		        {
		          "messages": [
		            {
		      -       "distance": 675408,
		      +       "distance": 675411,
		              "elapsed_time": 0,
		              "feature_count": 6,
		        … 6 lines …
		    blame: server ts-go: without it all the others agree, and are right
		    logs: reports/runs/r1/logs/go.ts-go.tls.1.log  reports/runs/r1/logs/ts-go.tls.log
		    alone: npm run interop -- --cell ts-go/go/tls/record-route/per-leg --runtime docker"
	`);
});

test("a failure whose transcript is as expected shows no difference where there is none", () => {
	const id = "ts-go/go/tls/record-route/per-leg";
	const detail = details.find(({ cell }) => cell === id);
	if (detail === undefined) throw new Error(`the fixture has no details of ${id}`);
	const text = failureText(find(id), { ...detail, observed: detail.expected }, context);
	expect(text).not.toContain("expected, + seen");
});

test("a failure without details still says what runs it alone", () => {
	const text = failureText(find("ts-go/go/tls/record-route/per-leg"), null, context);
	expect(text).toContain("alone: npm run interop -- --cell ts-go/go/tls/record-route/per-leg");
	expect(text).not.toContain("logs:");
});

test("what a peer printed cannot steer the terminal", () => {
	const text = failureOf("go/go/tls/calls/binary-metadata");
	expect(text).toContain("\\u0000");
	for (const character of ["\0", "\u0007", "\u001b", "\r", "\u202e"])
		expect(text).not.toContain(character);
});

test("a cell that could not run shows no difference, since nothing was seen", () => {
	expect(failureOf("go-published/go/tls/get-feature/known")).not.toContain("- expected");
});
