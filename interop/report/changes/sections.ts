/** What changed, in words: parts with a title and lines, worst first, that each form shows in its own way. */
import type { CellChange, Changes, Side } from "../../model/changes.ts";
import { changeGroups, changeText } from "../observed.ts";
import { groupBy } from "../tally.ts";
import { counted, listed, moment } from "../verdict.ts";
import { isWorse } from "./compare.ts";
import { type Place, patternsOf } from "./patterns.ts";

export interface ChangeSection {
	readonly title: string;
	readonly tone: "bad" | "good" | "plain";
	/** Plain text, a thing a line. */
	readonly lines: readonly string[];
}

/** The verdict on the changes in a line. */
export function changesTitle(changes: Changes): string {
	const { failures, fixed, known, preflight } = changes;
	const of = (cells: number, checks: number) => [
		...(cells > 0 ? [counted(cells, "cell")] : []),
		...(checks > 0 ? [counted(checks, "preflight check")] : []),
	];
	const news = of(failures.length, preflight.failed.length);
	const mended = of(fixed.length, preflight.fixed.length);
	const old = of(known.length, preflight.known.length);
	return [
		isWorse(changes)
			? `${listed(news)} newly not as they should be`
			: "nothing is newly not as it should be",
		...(mended.length > 0 ? [`${listed(mended)} fixed`] : []),
		...(old.length > 0 ? [`${listed(old)} known and still red`] : []),
	].join("; ");
}

/** Since when. */
export function sinceText({ before }: Changes): string {
	return `since ${sideText(before)}`;
}

/** A side by its run. */
export function sideText({ run, started, runtime, baseline }: Side): string {
	return `${baseline ? "the baseline of run" : "run"} ${run} (${moment(started)}, ${runtime})`;
}

/** The parts in which there is anything. */
export function changeSections(changes: Changes): ChangeSection[] {
	const { failures, fixed, known, changed, observations, scenarios, peers, preflight } = changes;
	const all: ChangeSection[] = [
		section("bad", "New failures", cellLines(failures)),
		section("bad", "Preflight checks that newly failed", preflight.failed.map(checkText)),
		section("good", "Fixed", [...cellLines(fixed), ...preflight.fixed.map(checkText)]),
		section("plain", "Known, and still red", [
			...cellLines(known),
			...preflight.known.map(checkText),
		]),
		section("plain", "Otherwise than before", cellLines(changed)),
		section(
			"plain",
			"Changed observations",
			changeGroups({ compared: { versions: [], unrecorded: [], changes: observations ?? [] } }).map(
				changeText,
			),
		),
		section("plain", "New scenarios", scenarios.new),
		section("plain", "Scenarios that are gone", scenarios.gone),
		section("plain", "New peers", peers.new.map(peerText)),
		section("plain", "Peers that are gone", peers.gone.map(peerText)),
		section(
			"plain",
			"Versions that moved",
			changes.versions.map(
				({ role, name, before, after }) =>
					`${role} ${name}: ${versionText(before)} → ${versionText(after)}`,
			),
		),
		section(
			"plain",
			"Slower pairs",
			changes.slower.map(
				({ server, client, transport, before, after }) =>
					`${server}/${client}/${transport}: the median of its jobs was ${before} ms, and is ${after} ms`,
			),
		),
	];
	return all.filter(({ lines }) => lines.length > 0);
}

function section(
	tone: ChangeSection["tone"],
	title: string,
	lines: readonly string[],
): ChangeSection {
	return { tone, title, lines };
}

/** Cells of a scenario with the same words, on a line: most are alike but for the pair. */
function cellLines(cells: readonly CellChange[]): string[] {
	const axes = axesOf(cells);
	const groups = groupBy(cells, ({ scenario, before, after, reason }) =>
		JSON.stringify([scenario, before, after, reason]),
	);
	return [...groups.values()].flatMap((group) => {
		const [first] = group;
		if (first === undefined) return [];
		const { scenario, before, after, reason } = first;
		const word = before === after ? `still ${after}` : `${before ?? "new"} → ${after}`;
		const where = patternsOf(group, axes).join(" and ");
		return [`${scenario}, ${where}: ${word}${reason === null ? "" : `: ${reason}`}`];
	});
}

/** One name more than there are on each axis, so that all of them are written out. */
function axesOf(places: readonly Place[]) {
	const names = (pick: (place: Place) => string) => [...new Set(places.map(pick)), ""];
	return {
		servers: names(({ server }) => server),
		clients: names(({ client }) => client),
		transports: [],
	};
}

function checkText(check: {
	server: string;
	client: string;
	transport: string;
	check: string;
	seen?: string;
}): string {
	const { server, client, transport, check: name, seen } = check;
	return `preflight ${server}/${client}/${transport}, ${name}${seen === undefined ? "" : `: ${seen}`}`;
}

function peerText({ role, name }: { role: string; name: string }): string {
	return `${role} ${name}`;
}

function versionText({ language, grpc }: { language: string | null; grpc: string | null }): string {
	return [language, grpc].filter((part) => part !== null).join(", ") || "not told";
}
