/** What a run would leave if every peer were perfect, for changing one thing about it. */
import {
	type EventName,
	FinishResult,
	type JobLine,
	type Step,
	type StepResult,
	type TimedEvent,
} from "../../model/batch.ts";
import { modeOf, sendsOnce } from "../../model/methods.ts";
import type { Peer } from "../../model/peer.ts";
import type { BatchPlan, Cell, Plan } from "../../model/plan.ts";
import type { BatchRecord } from "../../model/record.ts";
import { planIn } from "../../model/repetition.ts";
import type { RepeatedFacts, RunFacts } from "../../model/run-facts.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Witness } from "../../model/server-lines.ts";
import type { Transport } from "../../model/words.ts";
import { makePlan } from "../../plan/plan.ts";
import { repeated } from "../../plan/repeat.ts";
import { select } from "../../plan/select.ts";
import { withPoints } from "../../run/jobs.ts";
import { DEFAULT_DATABASE } from "../../scenarios/databases.ts";
import { catalogue } from "./run.ts";

const TIME = "2026-01-01T00:00:00.000Z";

export interface Changes {
	readonly transports?: readonly Transport[];
	readonly scenarios?: readonly string[];
	readonly ledger?: Plan["ledger"];
	readonly interrupted?: boolean;
	/** A job's line, as the driver says it instead. */
	readonly line?: (line: JobLine, cell: Cell) => JobLine;
	/** A batch's record; null where there is none. */
	readonly batch?: (record: BatchRecord, plan: BatchPlan) => BatchRecord | null;
}

/** Changes that may differ from repetition to repetition. */
export interface RepeatedChanges extends Omit<Changes, "line" | "batch"> {
	readonly line?: (line: JobLine, cell: Cell, repetition: number) => JobLine;
	readonly batch?: (record: BatchRecord, plan: BatchPlan, repetition: number) => BatchRecord | null;
}

/** The files of such a run. */
export function factsOf(peers: readonly Peer[], changes: Changes = {}): RunFacts {
	const { plan, scenarios } = planOf(peers, changes);
	return factsFor(plan, scenarios, changes);
}

/** The files of such a run with repetitions. */
export function repeatedFactsOf(
	peers: readonly Peer[],
	times: number,
	{ line, batch, ...changes }: RepeatedChanges = {},
): RepeatedFacts {
	const { plan: once, scenarios } = planOf(peers, changes);
	const plan = repeated(once, times, 1);
	const of = (number: number) =>
		factsFor(planIn(plan, number), scenarios, {
			...changes,
			line: (said, cell) => line?.(said, cell, number) ?? said,
			batch: (record, planned) => (batch ? batch(record, planned, number) : record),
		});
	return { ...of(1), plan, factsOf: of };
}

function planOf(peers: readonly Peer[], changes: Changes | RepeatedChanges) {
	const selection = select(peers, catalogue, {
		transport: changes.transports ?? ["plaintext"],
		scenario: changes.scenarios ?? ["get-feature/known-point"],
	});
	const plan = makePlan(selection, {
		runtime: "process",
		runtime_reason: "a test",
		command: "a test",
		filters: {},
		limit_ms: 10_000,
		ledger: changes.ledger ?? [],
		defaultDatabase: DEFAULT_DATABASE,
	});
	return { plan, scenarios: selection.scenarios };
}

/** The files of a run of that plan, over these scenarios. */
export function factsFor(plan: Plan, all: readonly Scenario[], changes: Changes = {}): RunFacts {
	const scenarios = new Map(all.map((scenario) => [scenario.id, scenario]));
	const cells = new Map(plan.cells.map((cell) => [cell.id, cell]));
	const lineOf = (id: string): JobLine => {
		const cell = cells.get(id) as Cell;
		const line = perfectLine(cell, scenarios.get(cell.scenario) as Scenario);
		return changes.line?.(line, cell) ?? line;
	};
	return {
		run: { id: "facts", started: TIME, ended: TIME, interrupted: changes.interrupted ?? false },
		plan,
		scenarios: all,
		peers: [],
		batches: plan.batches.flatMap((batch) => {
			const record = recordOf(batch, batch.cells.map(lineOf));
			return (changes.batch ? changes.batch(record, batch) : record) ?? [];
		}),
		relays: [],
		instances: plan.instances.map(({ id }) => ({
			instance: id,
			ready: null,
			failed: null,
			witnesses: plan.cells.map((cell) => witnessOf(cell)),
			exit: null,
			died: false,
			away: [],
			command: [],
		})),
	};
}

/** Exactly what the scenario expects, as a driver reports it. */
function perfectLine(cell: Cell, scenario: Scenario): JobLine {
	const { steps, expected } = scenario.scripts[cell.behaviour];
	const results = steps.map((step, index) => {
		const text = JSON.stringify(expected[index] ?? {});
		const shown = JSON.parse(text, (key, value) =>
			key === "location" ? withPoints(value, cell.places) : value,
		);
		if (step.do !== "finish") return shown;
		return { initial: [], trailing: [], details: "", reserved: [], ...shown };
	});
	const events = eventsOf(steps, results as readonly StepResult[]);
	return { job: cell.job, end: "completed", at: null, why: null, results, events } as never;
}

/** A time line that fits: each step's events as it is done, a minute before the next one's. */
function eventsOf(steps: readonly Step[], results: readonly StepResult[]): TimedEvent[] {
	const once = new Set(
		steps.flatMap((step) => (step.do === "open" && sendsOnce(modeOf(step)) ? [step.call] : [])),
	);
	return steps.flatMap((step, index) => {
		if (step.do === "pause") return [];
		const { call } = step;
		const names: EventName[] = [];
		if (step.do === "open" && !once.has(call)) names.push("start");
		if (step.do === "send") names.push(...(once.has(call) ? (["start", "sent"] as const) : []));
		if (step.do === "send" && !once.has(call)) {
			names.push(...Array.from({ length: step.times ?? 1 }, () => "sent" as const));
		}
		if (step.do === "receive_headers") names.push("headers");
		if (step.do === "cancel") names.push("cancelled");
		if (step.do === "half_close") names.push("half_closed");
		const result = results[index] ?? {};
		if ("messages" in result) names.push(...result.messages.map(() => "message" as const));
		if ("status" in result) names.push("status");
		return names.map((name): TimedEvent => [60_000 * index, call, name]);
	});
}

function recordOf(batch: BatchPlan, lines: readonly JobLine[]): BatchRecord {
	const preflight = { initial: [], trailing: [], reserved: [], messages: [], details: "" };
	const all: JobLine[] = [
		...Object.values(batch.probes).map(({ job }): JobLine => {
			return { job, end: "unsupported", at: 0, why: "unknown", results: [] };
		}),
		...lines,
	];
	if (batch.preflight !== null) {
		const refused = { ...preflight, status: "UNAVAILABLE" as const };
		all.push({
			job: batch.preflight.job,
			end: "completed",
			at: null,
			why: null,
			results: [{}, {}, refused],
		});
	}
	return {
		batch: batch.id,
		started: TIME,
		ended: TIME,
		hello: { name: "x", language: "x", grpc: "x", steps: [] },
		jobs: all.map((line) => ({ line, ms: 1 })),
		done: all.length,
		distrust: null,
		hint: null,
		exit: { code: 0, signal: null },
		command: [],
	};
}

/** Of a GetFeature that ended well. */
function witnessOf({ job, transport }: Cell): Witness {
	return {
		cell: job,
		method: "/routeguide.RouteGuide/GetFeature",
		tls: transport !== "plaintext",
		peer: transport === "mtls" ? "client" : null,
		received: 1,
		sent: 1,
		deadline_ms: null,
		ended: "OK",
	};
}

/** The line with other metadata at its end: as expected, and yet unlike the others. */
export function withTrailing(line: JobLine, key: string): JobLine {
	return atItsEnd(line, (finish) => ({ ...finish, trailing: [[key, ["1"]]] }));
}

/** The line with another status at its end. */
export function withStatus(line: JobLine, status: "UNKNOWN"): JobLine {
	return atItsEnd(line, (finish) => ({ ...finish, status, messages: [] }));
}

function atItsEnd(line: JobLine, change: (finish: FinishResult) => FinishResult): JobLine {
	const results = line.results.map((result) => {
		const finish = FinishResult.safeParse(result);
		return finish.success ? change(finish.data) : result;
	});
	return { ...line, results };
}
