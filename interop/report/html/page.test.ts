import { expect, test } from "vitest";
import { junit } from "../junit.ts";
import type { ReportData } from "../load.ts";
import { cellId, groupBy, tally } from "../tally.ts";
import { allFailing, madeUpData } from "../test/data.ts";
import { HOSTILE } from "../test/hostile.ts";
import { count } from "../verdict.ts";
import type { PageData } from "./embed.ts";
import { page } from "./page.ts";

const data = await madeUpData();
const html = page(data);

function embedded(text: string): PageData {
	const found = /<script id="data" type="application\/json">(.*?)<\/script>/s.exec(text);
	return JSON.parse(found?.[1] ?? "");
}

/** Texts of the links of the first matrix, by their address. */
function matrixOf(text: string): Map<string, string> {
	const layer = /data-layer="all">(.*?)<\/table>/s.exec(text)?.[1] ?? "";
	const links = layer.matchAll(/<a href="#(server=[^"]*)"[^>]*>(.*?)<\/a>/gs);
	return new Map([...links].map(([, to = "", body = ""]) => [to, body.replace(/<[^>]*>/g, " ")]));
}

test("the page embeds every cell with the outcome that the results give", () => {
	const cells = embedded(html).cells.map((cell) => [cell.id, cell.outcome]);
	expect(cells).toEqual(data.results.cells.map((cell) => [cellId(cell), cell.outcome]));
});

test("the page shows every count of the summary", () => {
	for (const [outcome, cells] of Object.entries(data.results.summary))
		if (outcome !== "total")
			expect(html).toMatch(new RegExp(`class="count ${outcome}".*?<b>${count(cells)}</b>`, "s"));
});

test("the matrix has the counts of each pair", () => {
	const shown = matrixOf(html);
	const pairs = groupBy(data.results.cells, (cell) => `${cell.server}/${cell.client}`);
	expect(shown.size).toBe(pairs.size);
	for (const [pair, cells] of pairs) {
		const [server = "", client = ""] = pair.split("/");
		const text = shown.get(`server=${server}&amp;client=${client}`) ?? "";
		expect(text, pair).toContain(String(tally(cells).passed));
		expect(text, pair).toContain(`/${cells.length}`);
	}
});

/** A section's text. */
function sectionOf(id: string): string {
	const found = new RegExp(`<section id="${id}".*?</section>`, "s").exec(html)?.[0] ?? "";
	return found.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

test("the page blames each set of peers once, with the scenarios, and what is known apart", () => {
	const [red = "", known = ""] = sectionOf("blame").split("Known differences");
	expect(red).toMatch(/server ts-go , in 1 scenario record-route\/per-leg : \d+ cells, among/);
	expect(red).toContain("client python or server ts-python");
	expect(known).toMatch(/server go and server go-published , in 1 scenario list-features\/missing/);
});

test("the page says what is not as it was recorded", () => {
	const text = sectionOf("observed");
	expect(text).toContain("2 observations changed since the record of grpc-js 1.14.7");
	expect(text).toContain("1 scenario not in the record");
	expect(text).toContain("ts-python/go/tls, ts-go/go/tls");
});

test("the page has one mark per cell", () => {
	const marks = html.match(/<a class="mark [a-z-]+" href="#cell=/g) ?? [];
	expect(marks).toHaveLength(data.results.summary.total);
});

test("nothing that a peer printed is markup, or ends a script", () => {
	expect(html.match(/<script[ >]/g)).toHaveLength(2);
	expect(html.match(/<\/script>/g)).toHaveLength(2);
	expect(html).not.toMatch(/<img|<!--/);
	expect(html).not.toContain('href="javascript:');
	for (const character of ["\0", "\u0007", "\u001b", "\u202e", "\u2066"])
		expect(html).not.toContain(character);
});

test("the page asks for nothing from anywhere", () => {
	const addresses = [...html.matchAll(/\b(?:src|href)="([^"#]+)"/g)].map(([, to]) => to);
	const evidence = data.results.ledger.flatMap((entry) => entry.evidence);
	const foreign = addresses.filter((to) => to !== "data:,");
	expect(foreign.map((to) => to?.replaceAll("&amp;", "&").replaceAll("&lt;", "<"))).toEqual(
		evidence.filter((text) => text.startsWith("https://")),
	);
	expect(html).not.toMatch(/@import|url\(|fetch\(/);
});

test("logs are there for cells that are not passed, and shared between them", () => {
	const { cells, logs } = embedded(html);
	const told = cells.filter((cell) => cell.outcome !== "passed");
	for (const cell of told) expect(logs).toHaveProperty([cell.batch ?? ""]);
	expect(Object.keys(logs)).toHaveLength(data.logs.size);
});

test("the page stays small when every cell fails at length", () => {
	const failing: ReportData = allFailing(data, HOSTILE);
	const big = page(failing);
	expect(embedded(big).differences).toHaveLength(1);
	expect(big.length).toBeLessThan(12_000_000);
	expect(junit(failing).length).toBeLessThan(32_000_000);
});
