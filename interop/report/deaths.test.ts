import { expect, test } from "vitest";
import { summaryText } from "../cli/summary.ts";
import { deathTexts } from "./deaths.ts";
import { markdown } from "./markdown.ts";
import { pageData } from "./page/embed.ts";
import { madeUpData } from "./test/data.ts";

const data = await madeUpData();
const { results } = data;

test("a death says who, how, when, amid what, its last words, and where its log is", () => {
	const [first, second] = deathTexts(results, "runs/a");
	expect(first).toMatch(
		/^server ts-go \(ts-go\.tls\) died by itself \(exit code 1\) at 2026-03-01T12:00:09\.500Z; amid or right after ts-go\/ts\/tls\/route-chat\/a, \S+b, \S+c, and 1 cell more; it said: Error: .*; log: runs\/a\/logs\/ts-go\.tls\.log$/,
	);
	expect(second).toBe(
		"server ts-go (ts-go.mtls) died by itself, 2 times, first at 2026-03-01T12:00:09.500Z; no cell's calls ran then; its log is empty; log: runs/a/logs/ts-go.mtls.log",
	);
	expect(deathTexts({}, "runs/a")).toEqual([]);
});

test("the terminal has the deaths beside its verdict, the Markdown and the page before all that failed", () => {
	const { observed, details } = data;
	if (observed === null) throw new Error("the made-up run has observations");
	const shown = { results, details: [...details.values()], observed, changes: null };
	const lines = summaryText({ ...shown, folder: "a", files: [], brief: false }, false).split("\n");
	const first = lines.findIndex((line) =>
		/^✗ server ts-go \(ts-go\.tls\) died by itself/.test(line),
	);
	expect(lines.slice(first).findIndex((line) => line.startsWith("    "))).toBe(-1);
	expect(lines[first + 4]).toBe("… and 1 more that died: see the report");
	const text = markdown(data);
	expect(text.indexOf("## 5 server instances died")).toBeGreaterThan(0);
	expect(text.indexOf("## 5 server instances died")).toBeLessThan(text.indexOf("| outcome |"));
	expect(pageData(data).deaths).toHaveLength(5);
});
