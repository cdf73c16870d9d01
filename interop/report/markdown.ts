/** The report as Markdown, for a pull request or a job's summary: worst first, bounded in size. */
import { cellId } from "../model/plan.ts";
import type { ResultCell, Results } from "../model/results.ts";
import { Outcome } from "../model/words.ts";
import { BLAME_MEANS, blamed } from "./blame.ts";
import { changesParts } from "./changes/forms.ts";
import { changesTitle, sinceText } from "./changes/sections.ts";
import { DEATHS_MEAN, deathTexts, MOST_DEATHS } from "./deaths.ts";
import { differenceText } from "./difference.ts";
import type { ReportData } from "./load.ts";
import { block, folded, inline, table } from "./markdown-text.ts";
import { changeGroups, changeText, observedTitle } from "./observed.ts";
import { flakyCells, LATENCY_HEAD, latencyRow, repeatText } from "./repetitions.ts";
import { rerunCommand } from "./rerun.ts";
import { axes, groupBy, isRed, reds, tally, total, WORST_FIRST } from "./tally.ts";
import { unsupportedLinks, unsupportedText } from "./unsupported.ts";
import { count, counted, failedChecks, sentence, verdict } from "./verdict.ts";

/** Hosts cut comments at 65,536 characters; what does not fit is in the page. */
const MOST = { all: 64_000, list: 12_000, failures: 36_000, cells: 4, latencies: 60 } as const;
/** Room for what says how many failures there are more. */
const MORE = 200;

export function markdown(data: ReportData): string {
	const { results } = data;
	const before = [
		`# Interop: ${verdict(results).word}`,
		inline(sentence(results), 1000),
		...died(results),
		table(
			["outcome", "cells"],
			[...Outcome.options.map((name) => [name, count(results.summary[name])]), totalRow(results)],
		),
		...unsupported(results),
		matrix(results),
		...since(data),
		...repetitions(results),
		...blame(results),
	];
	const left = MOST.all - before.reduce((sum, part) => sum + part.length + 2, 0);
	const parts = [
		...before,
		// They are what is looked for: whatever stands before them, there is something of them.
		...failures(data, Math.min(MOST.failures, left - MORE)),
		...preflight(results),
		...observed(data),
		...ledger(results),
		...latency(results),
		folded("Versions, as every peer reported them", versions(results)),
		folded("The command", block(results.run.command, "sh")),
	];
	return `${within(parts, MOST.all, "\n\n")}\n`;
}

function died(results: Results): string[] {
	const lines = deathTexts(results, "").map((text) => `- ${inline(text, 1000)}`);
	if (lines.length === 0) return [];
	const rest = lines.slice(MOST_DEATHS);
	return [
		`## ${counted(lines.length, "server instance")} died\n\n${DEATHS_MEAN}`,
		lines.slice(0, MOST_DEATHS).join("\n"),
		...(rest.length > 0 ? [folded(`${rest.length} more`, within(rest, MOST.list / 4, "\n"))] : []),
	];
}

function totalRow(results: Results): string[] {
	return ["**total**", `**${count(results.summary.total)}**`];
}

function unsupported(results: Results): string[] {
	const text = unsupportedText(results);
	if (text === null) return [];
	const links = unsupportedLinks(results).map((link) => `<${link}>`);
	return [links.length === 0 ? inline(text, 1000) : `${inline(text, 1000)}: ${links.join(" ")}`];
}

function matrix(results: Results): string {
	const { servers, clients } = axes(results);
	const pairs = groupBy(results.cells, (cell) => `${cell.server}/${cell.client}`);
	const pair = (server: string, client: string) => {
		const counts = tally(pairs.get(`${server}/${client}`) ?? []);
		if (total(counts) === 0) return "–";
		return `${reds(counts) > 0 ? "❌" : "✅"} ${count(counts.passed)}/${count(total(counts))}`;
	};
	return table(
		["server ╲ client: passed / cells", ...clients.map((name) => inline(name))],
		servers.map((server) => [inline(server), ...clients.map((client) => pair(server, client))]),
	);
}

/** What changed since the baseline, where the run was compared with one. */
function since({ changes }: ReportData): string[] {
	if (changes === null) return [];
	return [
		`## What changed ${inline(sinceText(changes))}`,
		`${inline(changesTitle(changes))}.`,
		within(changesParts(changes, MOST.list / 3), MOST.list, "\n\n"),
	];
}

function blame(results: Results): string[] {
	const parts = (known: boolean) =>
		blamed(results.blame, known).map(
			({ title, items }) =>
				`- **${inline(title)}**: ${counted(items.length, "scenario")}: ${inline(items.map(({ scenario }) => scenario).join(", "), 2000)}`,
		);
	const [red, known] = [parts(false), parts(true)];
	return [
		...(red.length === 0
			? []
			: [`## Who is to blame\n\n${BLAME_MEANS}`, within(red, MOST.list, "\n")]),
		...(known.length === 0
			? []
			: [folded("Whom the ledger blames", within(known, MOST.list / 2, "\n"))]),
	];
}

function failures(data: ReportData, most: number): string[] {
	const red = data.results.cells.filter((cell) => isRed(cell.outcome));
	if (red.length === 0) return [];
	const groups = [...groupBy(red, (cell) => cell.scenario)].sort(
		([, a], [, b]) => b.length - a.length || severity(a) - severity(b),
	);
	const parts = groups.map(([scenario, cells]) =>
		folded(
			`${scenario}: ${counted(cells.length, "cell")}`,
			cells
				.toSorted((a, b) => severity([a]) - severity([b]))
				.slice(0, MOST.cells)
				.map((cell) => failure(cell, data))
				.concat(more(cells.length - MOST.cells, "cell"))
				.join("\n\n"),
		),
	);
	return ["## Not as they should be", within(parts, most, "\n\n")];
}

function failure(cell: ResultCell, data: ReportData): string {
	const id = cellId(cell);
	const detail = data.details.get(id);
	const head = `**${inline(id)}**: ${cell.outcome}. ${inline(cell.reason ?? "")}`;
	const difference =
		detail === undefined || cell.outcome === "could-not-run"
			? []
			: [block(differenceText(detail.expected, detail.observed, 12).join("\n"), "diff")];
	return [head, ...difference, block(rerunCommand(id, data.results.run), "sh")].join("\n\n");
}

function severity(cells: readonly ResultCell[]): number {
	return Math.min(...cells.map((cell) => WORST_FIRST.indexOf(cell.outcome)));
}

function preflight(results: Results): string[] {
	const failed = failedChecks(results);
	const title = `Preflight: ${count(results.preflight.length - failed.length)} of ${counted(results.preflight.length, "check")} held`;
	if (failed.length === 0) return results.preflight.length === 0 ? [] : [title];
	const rows = failed.map((check) => `- ${inline(preflightText(check))}`);
	return [`## ${title}`, within(rows, MOST.list / 4, "\n")];
}

function preflightText(check: Results["preflight"][number]): string {
	return `${check.server}/${check.client}/${check.transport}, ${check.check}: ${check.seen}`;
}

/** Not red: what no specification fixes may change. */
function observed({ observed }: ReportData): string[] {
	const title = observed && observedTitle(observed);
	if (observed === null || title === null) return [];
	const lines = changeGroups(observed).map((group) => `- ${inline(changeText(group), 700)}`);
	if (lines.length === 0) return [inline(title)];
	return [folded(title, within(lines, MOST.list / 2, "\n"))];
}

function ledger(results: Results): string[] {
	if (results.ledger.length === 0) return [];
	const lines = results.ledger.map(
		(entry) => `- ${inline(entry.id)} (${HELD[String(entry.held)]}): ${inline(entry.why)}`,
	);
	return [folded("The ledger: what is known to differ", within(lines, MOST.list / 2, "\n"))];
}

function repetitions(results: Results): string[] {
	const text = repeatText(results);
	if (text === null) return [];
	const rows = flakyCells(results).map(({ id, rate }) => `- ${inline(id)}: ${rate}`);
	return [
		"## Repetitions",
		`${text}.`,
		...(rows.length === 0 ? [] : [within(rows, MOST.list / 2, "\n")]),
	];
}

function latency({ latency = [] }: Results): string[] {
	if (latency.length === 0) return [];
	const rows = latency
		.slice(0, MOST.latencies)
		.map((line) => latencyRow(line).map((x) => inline(x)));
	const text = [table(LATENCY_HEAD, rows), ...more(latency.length - MOST.latencies, "entry")];
	return [folded("Latency: what the jobs of each pair took", text.join("\n"))];
}

const HELD: Readonly<Record<string, string>> = {
	true: "held",
	false: "did not hold",
	null: "none of its cells ran",
};

function versions(results: Results): string {
	return table(
		["role", "name", "language", "gRPC"],
		results.peers
			.slice(0, 40)
			.map((peer) => [
				peer.role,
				inline(peer.name, 80),
				inline(peer.language ?? "not reported", 80),
				inline(peer.grpc ?? "not reported", 80),
			]),
	);
}

/** As many of the parts as fit, and how many did not. */
function within(parts: readonly string[], most: number, separator: string): string {
	let length = 0;
	const kept = parts.filter((part) => {
		length += part.length + separator.length;
		return length <= most;
	});
	return [...kept, ...more(parts.length - kept.length, "entry")].join(separator);
}

function more(left: number, noun: string): string[] {
	if (left <= 0) return [];
	const nouns =
		noun === "entry" && left > 1
			? `${count(left)} more entries`
			: `${count(left)} more ${noun}${left > 1 ? "s" : ""}`;
	return [`\n${nouns} in index.html.`];
}
