/** The data that the page's script draws a cell from; what many cells share stands in it once. */
import { type DifferenceRow, differenceRows } from "../difference.ts";
import { type Excerpt, excerpt } from "../excerpt.ts";
import type { ReportData } from "../load.ts";
import { remembered } from "../remember.ts";
import { rerunCommand } from "../rerun.ts";
import { type ScriptLine, scriptLines } from "../script.ts";
import { cellId, isRed } from "../tally.ts";
import { oneLine, visible } from "../visible.ts";
import { LOOKS, type Look } from "./marks.ts";
import { Pool } from "./pool.ts";
import { type Story, story } from "./story.ts";

export interface PageData {
	readonly looks: Readonly<Record<string, Look & { readonly red: boolean }>>;
	readonly scenarios: Readonly<Record<string, PageScenario>>;
	readonly scripts: readonly (readonly ScriptLine[])[];
	readonly cells: readonly PageCell[];
	readonly differences: readonly (readonly DifferenceRow[])[];
	readonly logs: Readonly<Record<string, Excerpt>>;
}

export interface PageScenario {
	readonly title: string;
	readonly why: string;
	readonly mode: string;
	readonly kind: string;
	readonly source: readonly string[];
	readonly file: string | null;
	/** Index into the scripts, by behaviour. */
	readonly scripts: Readonly<Record<string, number>>;
}

export interface PageCell {
	readonly id: string;
	readonly outcome: string;
	readonly reason: string | null;
	readonly ms: number | null;
	readonly behaviour: string | null;
	readonly batch: string | null;
	readonly instance: string | null;
	readonly command: string;
	/** Null where it passed: then there is nothing more to tell. */
	readonly story: (Story & { readonly difference: number | null }) | null;
}

export function pageData(data: ReportData): PageData {
	const scripts = new Pool<readonly ScriptLine[]>();
	const differences = new Pool<readonly DifferenceRow[]>();
	return {
		looks: Object.fromEntries(
			Object.entries(LOOKS).map(([name, look]) => [
				name,
				{ ...look, red: isRed(name as keyof typeof LOOKS) },
			]),
		),
		scenarios: scenarios(data, scripts),
		scripts: scripts.items,
		cells: cells(data, differences),
		differences: differences.items,
		logs: Object.fromEntries([...data.logs].map(([id, log]) => [id, excerpt(log)])),
	};
}

function scenarios(data: ReportData, scripts: Pool<readonly ScriptLine[]>): PageData["scenarios"] {
	return Object.fromEntries(
		data.results.scenarios.map(({ id, ...scenario }) => {
			const full = data.scenarios.get(id);
			const indices = Object.entries(full?.scripts ?? {}).map(([behaviour, script]) => [
				behaviour,
				scripts.add(scriptLines(script)),
			]);
			const page = { ...scenario, file: full?.file ?? null, scripts: Object.fromEntries(indices) };
			return [id, { ...page, title: visible(page.title), why: visible(page.why) }];
		}),
	);
}

function cells(data: ReportData, differences: Pool<readonly DifferenceRow[]>): PageCell[] {
	const rows = remembered((expected, observed) =>
		differences.add(differenceRows(expected, observed)),
	);
	const behaviours = new Map(data.plan.servers.map((server) => [server.name, server.behaviour]));
	return data.results.cells.map((cell) => {
		const id = cellId(cell);
		const place = data.whereabouts.get(id);
		const detail = data.details.get(id);
		const empty = detail === undefined || (detail.expected ?? detail.observed ?? null) === null;
		const difference = empty ? null : rows(detail.expected, detail.observed);
		return {
			id,
			outcome: cell.outcome,
			reason: cell.reason === null ? null : oneLine(cell.reason, 1000),
			ms: cell.ms,
			behaviour: behaviours.get(cell.server) ?? null,
			batch: place?.batch ?? null,
			instance: place?.instance ?? null,
			command: rerunCommand(id, data.results.run),
			story: cell.outcome === "passed" ? null : { ...story(id, data), difference },
		};
	});
}
