/**
 * What a run's files show of things that no specification fixes. Codes, messages, their order and
 * count, and metadata that handlers set are never among them: those are asserted.
 */
import type { FinishResult, MetadataList, Step, StepResult } from "../model/batch.ts";
import type {
	Observation,
	ObservedKind,
	ObservedRecord,
	ObservedVersion,
} from "../model/observed.ts";
import type { RunFacts } from "../model/run-facts.ts";
import type { ExpectedStep } from "../model/scenario.ts";
import { Transport } from "../model/words.ts";
import { recordedText } from "./observed-texts.ts";
import { resultPeers } from "./peers.ts";

/** One thing seen in one cell, with what changes from run to run taken out. */
export interface Sight {
	readonly kind: ObservedKind;
	readonly scenario: string;
	readonly server: string;
	readonly client: string;
	readonly transport: string;
	readonly value: string;
}

/** Everything of its kind that the cells of these facts show. */
export function* sightsOf(facts: RunFacts): Generator<Sight> {
	const scenarios = new Map(facts.scenarios.map((scenario) => [scenario.id, scenario]));
	const cells = new Map(facts.plan.cells.map((cell) => [cell.job, cell]));
	for (const { jobs } of facts.batches) {
		for (const { line } of jobs) {
			const cell = cells.get(line.job);
			const script = cell && scenarios.get(cell.scenario)?.scripts[cell.behaviour];
			if (!cell || !script || line.end !== "completed") continue;
			const { scenario, server, client, transport } = cell;
			for (const [index, result] of line.results.entries()) {
				if (!isFinish(result) || atItsDeadline(result, script.steps, index)) continue;
				for (const [kind, value] of undefinedParts(
					result,
					script.expected[index] ?? null,
					server,
				)) {
					yield { kind, scenario, server, client, transport, value };
				}
			}
		}
	}
}

function isFinish(result: StepResult): result is FinishResult {
	return "status" in result;
}

/**
 * At its deadline client and server end a call at the same moment, each in its own way (P6, P7): whose
 * text and whose metadata are shown is chance, and is not recorded.
 */
function atItsDeadline({ status }: FinishResult, steps: readonly Step[], index: number): boolean {
	if (status !== "DEADLINE_EXCEEDED" && status !== "CANCELLED") return false;
	const finish = steps[index];
	const call = finish && "call" in finish ? finish.call : null;
	const theirs = steps.filter((step) => "call" in step && step.call === call);
	const cancelled = theirs.some((step) => step.do === "cancel");
	return !cancelled && theirs.some((step) => step.do === "open" && step.deadline_ms !== null);
}

/** What the scenario does not assert of a call's end. */
function* undefinedParts(
	{ details, reserved }: FinishResult,
	expected: ExpectedStep,
	server: string,
): Generator<[ObservedKind, string]> {
	const asserted = (key: string) => expected !== null && key in expected;
	if (!asserted("details")) yield ["details", recordedText(details, server)];
	const keys = asserted("status_details")
		? reserved.filter(([key]) => key !== "grpc-status-details-bin")
		: reserved;
	yield ["reserved", keys.map((header) => headerText(header, server)).join("; ")];
}

function headerText([key, values]: MetadataList[number], server: string): string {
	// The clock's own header.
	if (key === "date") return "date: <date>";
	return `${key}: ${values.map((value) => recordedText(value, server)).join(", ")}`;
}

/** All sights of some facts, of one run or of many, as a record; the versions are of the first. */
export function observedOf(all: Iterable<RunFacts>): ObservedRecord {
	let versions: ObservedVersion[] = [];
	const transports = new Set<string>();
	const kinds = new Map<string, Map<string, Set<string>>>();
	for (const facts of all) {
		if (versions.length === 0) versions = versionsOf(facts);
		for (const { kind, scenario, server, client, transport, value } of sightsOf(facts)) {
			transports.add(transport);
			const key = `${kind} ${scenario}`;
			const values = kinds.get(key) ?? new Map<string, Set<string>>();
			kinds.set(key, values);
			const places = values.get(value) ?? new Set<string>();
			values.set(value, places.add(`${server}/${client}/${transport}`));
		}
	}
	const alike = Map.groupBy(
		[...kinds].map(([key, values]) => ({ key, seen: seenBy(values) })),
		({ key, seen }) => JSON.stringify([key.split(" ")[0], seen]),
	);
	const observations = [...alike.values()].flatMap((group): Observation[] => {
		const [first] = group;
		if (first === undefined) return [];
		const kind = first.key.split(" ")[0] as ObservedKind;
		const scenarios = group.map(({ key }) => key.split(" ")[1] ?? "").sort();
		return [{ kind, scenarios, seen: first.seen }];
	});
	return {
		versions,
		transports: Transport.options.filter((name) => transports.has(name)),
		observations: observations.sort(byKindAndScenario),
	};
}

function versionsOf(facts: RunFacts): ObservedVersion[] {
	return resultPeers(facts).map(({ role, name, language, grpc }) => ({
		role,
		name,
		language,
		grpc,
	}));
}

function byKindAndScenario(one: Observation, other: Observation): number {
	const key = ({ kind, scenarios }: Observation) => `${kind} ${scenarios[0]}`;
	return key(one) < key(other) ? -1 : 1;
}

/** Each value with those who saw it; the transport is named only where it matters. */
function seenBy(values: ReadonlyMap<string, ReadonlySet<string>>): Observation["seen"] {
	const ran = Map.groupBy(new Set([...values.values()].flatMap((places) => [...places])), pairOf);
	return [...values]
		.map(([value, places]) => {
			const pairs = Map.groupBy(places, pairOf);
			const by = [...pairs].flatMap(([pair, theirs]) =>
				theirs.length === ran.get(pair)?.length ? [pair] : theirs,
			);
			return { value, by: folded(by) };
		})
		.sort((one, other) => (one.value < other.value ? -1 : 1));
}

function pairOf(place: string): string {
	return place.slice(0, place.lastIndexOf("/"));
}

/** `a/x, b/x, a/y, b/y` as `a,b/x,y`: servers that saw it with the same clients stand together. */
function folded(places: readonly string[]): string[] {
	const split = places.map((place) => place.split("/"));
	const servers = Map.groupBy(split, ([server, , transport]) => `${server}/${transport ?? ""}`);
	const rows = [...servers].map(([key, theirs]) => {
		const [server = "", transport = ""] = key.split("/");
		return { server, transport, clients: theirs.map(([, client]) => client).sort() };
	});
	const alike = Map.groupBy(rows, ({ clients, transport }) => `${clients}/${transport}`);
	return [...alike.values()]
		.map((group) => {
			const names = group.map(({ server }) => server).sort();
			const [first] = group;
			return [names.join(), first?.clients.join(), ...(first?.transport ? [first.transport] : [])];
		})
		.map((parts) => parts.join("/"))
		.sort();
}
