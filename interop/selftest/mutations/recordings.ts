/** What the healthy pairs left of each script: a transcript that passes, to be changed. */
import { judgeCell } from "../../compare/cell.ts";
import { concerns } from "../../compare/judge.ts";
import type { JobLine, StepResult } from "../../model/batch.ts";
import type { ResolvedEntry } from "../../model/ledger.ts";
import type { Cell } from "../../model/plan.ts";
import type { RunFacts } from "../../model/run-facts.ts";
import type { ExpectedStep, Scenario, Script } from "../../model/scenario.ts";
import type { Witness } from "../../model/server-lines.ts";
import type { RelayedStream } from "../../model/wire.ts";
import { perfectResult } from "./perfect.ts";
import { perfectStreams } from "./perfect-wire.ts";

/** One script under one behaviour, with a transcript that is as it says. */
export interface Recording {
	readonly cell: Cell;
	readonly scenario: Scenario;
	readonly line: JobLine;
	/** Null where the server tells nothing. */
	readonly witnesses: readonly Witness[] | null;
	/** Null where there was no relay. */
	readonly streams: readonly RelayedStream[] | null;
	readonly limitMs: number;
	/** Steps that are made as expected, because the pair is known to show something else there. */
	readonly made: readonly number[];
}

/** A healthy pair, by the behaviour that its server follows. */
export interface HealthyPair {
	readonly server: string;
	readonly client: string;
}

export interface Recordings {
	readonly recordings: readonly Recording[];
	/** Cells of the pairs without a transcript that passes, and why. */
	readonly missing: readonly { readonly cell: string; readonly why: string }[];
}

/** The recordings of a run's files, one per script of each pair. */
export function recordingsOf(facts: RunFacts, pairs: readonly HealthyPair[]): Recordings {
	const scenarios = new Map(facts.scenarios.map((scenario) => [scenario.id, scenario]));
	const lines = new Map(
		facts.batches.flatMap(({ jobs }) => jobs.map(({ line }) => [line.job, line] as const)),
	);
	const instances = new Map(facts.instances.map((record) => [record.instance, record]));
	const instanceOf = new Map(
		facts.plan.batches.flatMap(({ cells, instance }) => cells.map((id) => [id, instance] as const)),
	);
	const speaks = new Map(facts.plan.servers.map(({ name, witness }) => [name, witness]));
	const relayed = new Map(
		facts.relays.flatMap(({ streams }) =>
			[...Map.groupBy(streams, (seen) => seen.cell ?? "")].map(
				([job, theirs]) => [job, theirs] as const,
			),
		),
	);
	const taken = new Set<string>();
	const theirs = facts.plan.cells.filter((cell) => {
		const script = `${cell.scenario} ${cell.behaviour}`;
		if (taken.has(script)) return false;
		const healthy = pairs.some(
			({ server, client }) => server === cell.server && client === cell.client,
		);
		if (healthy) taken.add(script);
		return healthy;
	});
	const recordings: Recording[] = [];
	const missing: { cell: string; why: string }[] = [];
	for (const cell of theirs) {
		const scenario = scenarios.get(cell.scenario);
		if (!scenario) throw new Error(`the run has no scenario ${cell.scenario}`);
		const line = lines.get(cell.job);
		const witnesses = instances.get(instanceOf.get(cell.id) ?? "")?.witnesses ?? [];
		const ledger = facts.plan.ledger.filter((entry) => concerns(entry, cell));
		const recording = recordingOf({
			cell,
			scenario,
			line: cell.unsupported === null ? line : undefined,
			witnesses: speaks.get(cell.server)
				? witnesses.filter((seen) => seen.cell === cell.job)
				: null,
			streams: scenario.via?.http2 === undefined ? null : (relayed.get(cell.job) ?? []),
			limitMs: facts.plan.limit_ms,
			ledger,
		});
		if ("why" in recording) missing.push({ cell: cell.id, why: recording.why });
		else recordings.push(recording);
	}
	return { recordings, missing };
}

interface Found extends Omit<Recording, "line" | "made"> {
	readonly line: JobLine | undefined;
	readonly ledger: readonly ResolvedEntry[];
}

function recordingOf({ ledger, line, ...found }: Found): Recording | { readonly why: string } {
	const { cell, scenario } = found;
	const script = scenario.scripts[cell.behaviour];
	if (line === undefined) {
		if (cell.unsupported === null) return { why: "it did not run" };
		const results = script.steps.map((_, index) => made(script, index, cell));
		const perfect: JobLine = { job: cell.job, end: "completed", at: null, why: null, results };
		const supported = { ...cell, unsupported: null };
		return {
			...found,
			cell: supported,
			line: perfect,
			witnesses: null,
			made: [...results.keys()],
		};
	}
	const verdict = judgeCell({ ...found, line, ledger, serverNote: null, contract: 1 });
	if (verdict.outcome === "passed") return { ...found, line, made: [] };
	if (verdict.outcome !== "expected-failure") {
		return { why: `${verdict.outcome}: ${verdict.reason}` };
	}
	const entry = ledger.find(({ id }) => id === verdict.ledger);
	const known = Object.keys(entry?.seen[scenario.id]?.[cell.behaviour] ?? {}).map(Number);
	const results = line.results.map((result, index) =>
		known.includes(index) ? made(script, index, cell) : result,
	);
	// What the server told goes with what it did, and not with what it should have done.
	const streams = found.streams && perfectStreams(script.wire, found.streams);
	return { ...found, line: { ...line, results }, witnesses: null, streams, made: known };
}

function made(script: Script, index: number, cell: Cell): StepResult {
	const expected: ExpectedStep = script.expected[index] ?? null;
	return perfectResult(script.steps[index], expected, cell.places);
}
