/** A cell's script as arrows between client and server, in the order in which the driver saw them. */
import type { JobLine, Step, StepResult, TimedEvent } from "../../model/batch.ts";
import type { Cell } from "../../model/plan.ts";
import { type ExpectedStep, type Script, stepAddresses } from "../../model/scenario.ts";
import { shortJson } from "../json.ts";
import { callText } from "../script.ts";
import { oneLine } from "../visible.ts";
import type { ArrowKind } from "./data.ts";

export interface Arrow {
	readonly kind: ArrowKind;
	/** Empty where it belongs to no call. */
	readonly call: string;
	readonly text: string;
	/** The address of its step; empty where no step shows it. */
	readonly address: string;
	/** Milliseconds since the job's first step; null where the driver tells no time. */
	readonly ms: number | null;
}

/** An arrow whose text is still a value: of thousands, few are shown. */
interface RawArrow extends Arrow {
	readonly json?: unknown;
}

/** What one step shows, by index. */
interface StepArrow extends RawArrow {
	readonly step: number;
}

/** Arrows shown of a long sequence, from its start and from its end. */
const SHOWN = { first: 42, last: 18 } as const;

/** Waiting is no event: it stands where its step stands. */
const WAITING: ReadonlySet<ArrowKind> = new Set(["pause", "silence", "noise"]);

/**
 * The arrows of a cell. Without a line of the driver's they are what is planned, and say so; without a time line they
 * are in the order of the steps. `withDetails`: with the texts of statuses, which are never quite the same.
 */
export function sequence(
	script: Script,
	line: JobLine | null,
	places: Cell["places"],
	withDetails: boolean,
): Arrow[] {
	const names = new Map(Object.entries(places).map(([name, point]) => [pointKey(point), name]));
	return shortened(whole(script, line, withDetails)).map(
		({ json, kind, call, address, text, ms }) => ({
			kind,
			call,
			text: json === undefined ? text : shortJson(named(json, names)),
			address,
			ms,
		}),
	);
}

/**
 * The index among the arrows of a cell of that of its first difference, or of the one that stands for those left out
 * where it is among them; -1 where no arrow shows it. A message that is missing shows in what came in its place.
 *
 * @param address that of the step, and `message` which of its messages differs, from 0; -1 where none does.
 */
export function firstDifference(
	script: Script,
	line: JobLine | null,
	address: string,
	message: number,
): number {
	const arrows = whole(script, line, false);
	const here = [...arrows.keys()].filter((index) => arrows[index]?.address === address);
	const messages = here.filter((index) => arrows[index]?.kind === "message");
	const agrees = message === -1 && messages.length === 0;
	const found = messages[message] ?? (agrees ? here[0] : here.at(-1)) ?? -1;
	const left = leftOut(arrows);
	if (left === 0 || found < SHOWN.first) return found;
	return Math.max(SHOWN.first, found - left + 1);
}

function whole(script: Script, line: JobLine | null, withDetails: boolean): readonly RawArrow[] {
	const results = line === null ? script.expected : line.results;
	const addresses = stepAddresses(script.steps);
	const arrows = script.steps.flatMap((step, at) => {
		const seen = results[at];
		if (seen === undefined) return [];
		return shown(step, seen, withDetails).map(
			(arrow): StepArrow => ({
				...arrow,
				call: "call" in step ? step.call : "",
				address: addresses[at] ?? "",
				ms: null,
				step: at,
			}),
		);
	});
	const inOrder = line?.events === undefined ? arrows : inOrderSeen(arrows, line.events);
	return line === null ? [PLANNED, ...inOrder] : [...inOrder, ...brokenOff(script, line)];
}

const PLANNED: RawArrow = {
	kind: "planned",
	call: "",
	text: "nothing of this ran",
	address: "",
	ms: null,
};

/** Where a job ended before its script did: at the step that did not end. */
function brokenOff(script: Script, line: JobLine | null): RawArrow[] {
	if (line === null || line.at === null) return [];
	const step = script.steps[line.at];
	return [
		{
			kind: "broken",
			call: step !== undefined && "call" in step ? step.call : "",
			text: oneLine(`${line.end}${line.why ? `, ${line.why}` : ""}`),
			address: stepAddresses(script.steps)[line.at] ?? "",
			ms: null,
		},
	];
}

type Shown = Pick<RawArrow, "kind" | "text" | "json">;

function shown(step: Step, seen: StepResult | ExpectedStep, withDetails: boolean): Shown[] {
	switch (step.do) {
		case "open":
			return [{ kind: "start", text: callText(step) }];
		case "send":
			return Array.from({ length: step.times ?? 1 }, () => ({
				kind: "sent",
				text: "",
				json: step.message,
			}));
		case "half_close":
			return [{ kind: "half_closed", text: "" }];
		case "cancel":
			return [{ kind: "cancelled", text: "" }];
		case "pause":
			return [{ kind: "pause", text: `${step.ms} ms` }];
		case "expect_silence":
			return seen !== null && "silent" in seen && !seen.silent
				? [{ kind: "noise", text: `no silence within ${step.ms} ms` }]
				: [{ kind: "silence", text: `${step.ms} ms` }];
		case "receive_headers":
			return [{ kind: "headers", ...metadataOf(seen) }];
		case "receive":
			return messages(seen);
		case "finish":
			return [...messages(seen), ...status(seen, withDetails)];
	}
}

function metadataOf(seen: StepResult | ExpectedStep): Pick<Shown, "text" | "json"> {
	const initial = seen !== null && "initial" in seen ? (seen.initial ?? []) : [];
	return initial.length === 0 ? { text: "" } : { text: "", json: initial };
}

function messages(seen: StepResult | ExpectedStep): Shown[] {
	if (seen === null || !("messages" in seen)) return [];
	return seen.messages.map((json) => ({ kind: "message", text: "", json }));
}

function status(seen: StepResult | ExpectedStep, withDetails: boolean): Shown[] {
	if (seen === null || !("status" in seen)) return [];
	const { status, details = "", trailing = [] } = seen;
	const text = [
		status,
		...(withDetails && status !== "OK" && details !== "" ? [`details ${shortJson(details)}`] : []),
		...(trailing.length > 0 ? [`trailing metadata ${shortJson(trailing)}`] : []),
	].join(", ");
	return [{ kind: "status", text }];
}

/** Each event takes the next arrow of its kind and call; what waits goes before what follows it in the script. */
function inOrderSeen(arrows: readonly StepArrow[], events: readonly TimedEvent[]): RawArrow[] {
	const queues = Map.groupBy(
		arrows.filter(({ kind }) => !WAITING.has(kind)),
		({ call, kind }) => `${kind} ${call}`,
	);
	const waiting = arrows.filter(({ kind }) => WAITING.has(kind));
	const seen: RawArrow[] = [];
	for (const [at, call, kind] of events) {
		const ms = at < 1000 ? Math.round(at * 10) / 10 : Math.round(at);
		const next = queues.get(`${kind} ${call}`)?.shift();
		while (next && waiting[0] && waiting[0].step < next.step) seen.push(...waiting.splice(0, 1));
		// What no step took out, such as a message after a cancel, is told as an event only.
		const text = kind === "message" ? "(not told)" : "";
		seen.push(next ? { ...next, ms } : { kind, call, text, address: "", ms });
	}
	return [...seen, ...waiting];
}

function shortened(arrows: readonly RawArrow[]): RawArrow[] {
	const left = leftOut(arrows);
	if (left === 0) return [...arrows];
	const gap = { kind: "more", call: "", text: `… ${left} more …`, address: "", ms: null } as const;
	return [...arrows.slice(0, SHOWN.first), gap, ...arrows.slice(-SHOWN.last)];
}

/** How many arrows are left out amid them. */
function leftOut({ length }: readonly RawArrow[]): number {
	const left = length - SHOWN.first - SHOWN.last;
	return left <= 1 ? 0 : left;
}

/** The same value with each place's point as its name: cells that saw the same then read the same. */
function named(value: unknown, places: ReadonlyMap<string, string>): unknown {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map((item) => named(item, places));
	const entries = Object.entries(value);
	const place =
		entries.length === 2 && "latitude" in value ? places.get(pointKey(value)) : undefined;
	if (place !== undefined) return place;
	return Object.fromEntries(entries.map(([key, inner]) => [key, named(inner, places)]));
}

function pointKey(point: { readonly latitude?: unknown; readonly longitude?: unknown }): string {
	return `${point.latitude},${point.longitude}`;
}
