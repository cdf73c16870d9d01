import { expect, test } from "vitest";
import { cellId } from "../../model/plan.ts";
import { junit } from "../junit.ts";
import type { ReportData } from "../load.ts";
import { allFailing, madeUpData } from "../test/data.ts";
import { HOSTILE } from "../test/hostile.ts";
import type { PageData } from "./data.ts";
import { pageData } from "./embed.ts";
import { page } from "./page.ts";
import { driverTold } from "./story.ts";

const data = await madeUpData();
const html = await page(data, () => {});

function embedded(text: string): PageData {
	const found = /<script id="data" type="application\/json">(.*?)<\/script>/s.exec(text);
	return JSON.parse(found?.[1] ?? "null");
}

/** A cell's id and outcome, out of the indices. */
function decoded(of: PageData): [string, string | undefined][] {
	return of.cells.map(([server, client, transport, scenario, outcome]) => [
		[
			of.servers[server]?.name,
			of.clients[client],
			of.transports[transport],
			of.scenarios[scenario]?.id,
		].join("/"),
		of.outcomes[outcome],
	]);
}

test("the page embeds every cell with the outcome that the results give", () => {
	const cells = data.results.cells.map((cell) => [cellId(cell), cell.outcome]);
	expect(decoded(embedded(html))).toEqual(cells);
});

test("every cell that is not passed has its story, and those that passed have none", () => {
	const { cells, stories } = embedded(html);
	for (const [at, cell] of cells.entries())
		expect(stories[cell[8]] === undefined).toBe(data.results.cells[at]?.outcome === "passed");
});

test("what is embedded of a cell is the step that differs, with the message that does", () => {
	const { cells, stories, differences } = embedded(html);
	const found = decoded(embedded(html)).findIndex(
		([id]) => id === "go/ts/plaintext/list-features/all-in-order",
	);
	const story = stories[cells[found]?.[8] ?? -1];
	const arrows = embedded(html).sequences[cells[found]?.[9] ?? -1] ?? [];
	expect(story?.at).toBe("a.finish");
	expect(arrows[story?.arrow ?? -1]?.[0]).toBe("more");
	const rows = differences[story?.difference ?? -1] ?? [];
	const missing = rows.filter(({ kind }) => kind === "missing");
	expect(JSON.stringify(missing)).toContain("Feature 57, NJ, USA");
});

test("a log that was never written is none, rather than one that is left out", async () => {
	const [[name = ""] = []] = data.logs;
	const without = pageData({ ...data, logs: new Map([...data.logs].slice(1)) });
	const at = without.places.findIndex((place) => place.includes(name));
	const its = without.cells.filter((cell) => cell[7] === at && cell[8] !== -1);
	expect(its.length).toBeGreaterThan(0);
	for (const cell of its)
		expect(Object.values(without.stories[cell[8]]?.logs ?? {})).toContain(null);
});

test("each set of peers is blamed once, and what is known stands apart", () => {
	const { blame } = embedded(html);
	expect(blame.red.map(({ title }) => title)).toContain("client python or server ts-python");
	expect(blame.known.map(({ title }) => title)).toEqual(["server go and server go-published"]);
});

test("a measured behaviour has what each server did, and the scenarios that expect different things", () => {
	const { behaviours } = embedded(html);
	const chat = behaviours.find(({ id }) => id === "C1");
	expect(chat).toMatchObject({ differs: true, dialect: true, unscripted: null });
	expect(chat?.scenarios).toHaveLength(5);
	expect(chat?.expects[0]).toMatchObject({ at: "a.receive" });
	expect(chat?.does.map(({ server }) => server)).toEqual(data.plan.servers.map(({ name }) => name));
	const corner = behaviours.find(({ id }) => id === "G10");
	expect(corner).toMatchObject({
		dialect: false,
		unscripted: "No script can show it. A test does.",
	});
	expect(corner?.ledger).toEqual(["go-dies-of-missing-corner"]);
});

test("nothing that a peer printed is markup, ends a script, or cannot be seen", () => {
	expect(html.match(/<script[ >]/g)).toHaveLength(2);
	expect(html.match(/<\/script>/g)).toHaveLength(2);
	const its = html.slice(html.indexOf('<script id="data"'));
	expect(its).not.toMatch(/<img|<!--/);
	for (const character of ["\0", "\u0007", "\u001b", "\u202e", "\u2066"])
		expect(its).not.toContain(character);
});

test("the page has its style and script in it, and forbids itself all requests", () => {
	expect(html).not.toMatch(/<link[^>]+stylesheet|<script[^>]+src=/);
	expect(html).toMatch(/Content-Security-Policy"\s+content="default-src 'none'/);
});

test("a run without rows, changes or records has a page", () => {
	const bare: ReportData = { ...data, rows: null, observed: null, lines: new Map() };
	const { behaviours, observed, sequences } = pageData(bare);
	expect([behaviours, observed]).toEqual([[], null]);
	expect(sequences.length).toBeGreaterThan(0);
});

test("a server that did not start is told once, as a sentence, though its batch says the same", () => {
	const id = "go-published/go/tls/get-feature/known";
	const [why, hint] = ["go-published (tls): it ended before it was ready", "Look at its log"];
	const { batch = "", instance = "" } = Object(data.whereabouts.get(id));
	const told = driverTold(id, {
		...data,
		batches: new Map([[batch, { ...found(data.batches, batch), jobs: [], distrust: why, hint }]]),
		instances: new Map([[instance, { ...found(data.instances, instance), failed: { why, hint } }]]),
	});
	expect(told).toEqual([
		"The driver gave no answer to this job.",
		`The server did not start: ${why}. ${hint}.`,
	]);
});

function found<T>(all: ReadonlyMap<string, T>, id: string): T {
	return all.get(id) ?? expect.fail(id);
}

test("the page stays small when every cell fails at length, and says what it leaves out", async () => {
	const failing = allFailing(data, HOSTILE);
	const big = await page(failing, () => {});
	expect(embedded(big).differences).toHaveLength(1);
	expect(big.length).toBeLessThan(12_000_000);
	expect(junit(failing).length).toBeLessThan(32_000_000);
});
