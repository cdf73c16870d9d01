/** From what a report is made of to the data that the page carries. */
import { cellId } from "../../model/plan.ts";
import type { Blame, ResultCell } from "../../model/results.ts";
import { Outcome } from "../../model/words.ts";
import { blamed, blameText } from "../blame.ts";
import { deathTexts } from "../deaths.ts";
import type { ReportData } from "../load.ts";
import { changeGroups, observedTitle } from "../observed.ts";
import { flakyCells, repeatText } from "../repetitions.ts";
import { type ScriptLine, scriptLines } from "../script.ts";
import { axes, isRed } from "../tally.ts";
import { unsupportedText } from "../unsupported.ts";
import { sentence, verdict } from "../verdict.ts";
import { clip } from "../visible.ts";
import type { PageBlamed, PageCell, PageData, PageScenario } from "./data.ts";
import { Pool } from "./pool.ts";
import { behaviours, known } from "./references.ts";
import { Sequences } from "./sequences.ts";
import { Stories } from "./stories.ts";

/** Of a reason, in code units. */
const REASON_LENGTH = 400;

export function pageData(data: ReportData): PageData {
	const { results } = data;
	const { servers, clients, transports } = axes(results);
	const index = new Map(results.cells.map((cell, at) => [cellId(cell), at]));
	const scripts = new Pool<readonly ScriptLine[]>();
	return {
		verdict: verdict(results),
		sentence: sentence(results),
		unsupported: unsupportedText(results),
		deaths: deathTexts(results, ""),
		changes: data.changes,
		repeated: repeatText(results),
		run: results.run,
		servers: servers.map((name) => ({
			name,
			behaviour:
				results.peers.find((peer) => peer.role === "server" && peer.name === name)?.behaviour ??
				null,
		})),
		clients,
		transports,
		outcomes: Outcome.options,
		peers: results.peers,
		scenarios: results.scenarios.map((scenario) => pageScenario(scenario, data, scripts)),
		scripts: scripts.items,
		...cells(data, index),
		blame: { red: blame(results.blame, false, index), known: blame(results.blame, true, index) },
		behaviours: behaviours(data),
		known: known(data),
		preflight: results.preflight,
		latency: results.latency ?? [],
		flaky: flakyCells(results),
		observed: observed(data),
	};
}

function pageScenario(
	scenario: ReportData["results"]["scenarios"][number],
	data: ReportData,
	scripts: Pool<readonly ScriptLine[]>,
): PageScenario {
	const full = data.scenarios.get(scenario.id);
	const indices = Object.entries(full?.scripts ?? {}).map(([behaviour, script]) => [
		behaviour,
		scripts.add(scriptLines(script)),
	]);
	return { ...scenario, file: full?.file ?? null, scripts: Object.fromEntries(indices) };
}

type Cells = Pick<
	PageData,
	| "cells"
	| "reasons"
	| "places"
	| "stories"
	| "differences"
	| "parties"
	| "logs"
	| "sequences"
	| "arrowTexts"
>;

function cells(data: ReportData, index: ReadonlyMap<string, number>): Cells {
	const { results, whereabouts } = data;
	const { servers, clients, transports } = axes(results);
	const reasons = new Pool<string>();
	const places = new Pool<readonly [string | null, string | null]>();
	const stories = new Stories(data, index);
	const sequences = new Sequences(data);
	const scenarios = new Map(results.scenarios.map(({ id }, at) => [id, at]));
	// What is red is told first, so that it has room.
	const told = new Map(
		results.cells
			.toSorted((one, other) => Number(isRed(other.outcome)) - Number(isRed(one.outcome)))
			.map((cell) => [cell, stories.add(cell)]),
	);
	const place = (cell: ResultCell) => {
		const at = whereabouts.get(cellId(cell));
		return places.add([at?.batch ?? null, at?.instance ?? null]);
	};
	const encoded = results.cells.map((cell): PageCell => {
		const { index, times } = sequences.add(cell);
		return [
			servers.indexOf(cell.server),
			clients.indexOf(cell.client),
			transports.indexOf(cell.transport),
			scenarios.get(cell.scenario) ?? -1,
			Outcome.options.indexOf(cell.outcome),
			cell.ms ?? -1,
			cell.reason === null ? -1 : reasons.add(clip(cell.reason, REASON_LENGTH)),
			place(cell),
			told.get(cell) ?? -1,
			index,
			...(times === null ? ([] as const) : ([times] as const)),
		];
	});
	return {
		cells: encoded,
		reasons: reasons.items,
		places: places.items,
		...stories.items,
		sequences: sequences.items,
		arrowTexts: sequences.texts,
	};
}

function blame(
	all: readonly Blame[],
	known: boolean,
	index: ReadonlyMap<string, number>,
): PageBlamed[] {
	return blamed(all, known).map(({ title, items }) => ({
		title,
		items: items.map((item) => ({
			scenario: item.scenario,
			text: blameText(item),
			behaviour: item.behaviour,
			cells: item.cells.flatMap((id) => index.get(id) ?? []),
		})),
	}));
}

function observed({ observed }: ReportData): PageData["observed"] {
	const title = observed && observedTitle(observed);
	if (!observed || title === null) return null;
	return {
		title,
		unrecorded: observed.compared?.unrecorded.length ?? 0,
		changes: changeGroups(observed),
	};
}
