/** The batch file of a planned batch: scripts with points for places, the cell's mark, and the probes. */
import { randomInt } from "node:crypto";
import type { Batch, Job, Message, MetadataList, Step, Target } from "../model/batch.ts";
import type { BatchPlan, Cell, Place } from "../model/plan.ts";
import type { Scenario, Script } from "../model/scenario.ts";
import { CALL_KEY, CELL_KEY } from "../model/server-lines.ts";

const PROBE_LIMIT_MS = 5_000;
const PREFLIGHT_DEADLINE_MS = 4_000;

/** Everything a driver is to do in one batch. */
export function makeBatch(
	batch: BatchPlan,
	cells: readonly Cell[],
	scenarioOf: (cell: Cell) => Scenario,
	target: Target,
	limitMs: number,
): Batch {
	const jobs: Job[] =
		batch.preflight === null
			? cells.map((cell) => jobOf(cell, scenarioOf(cell), limitMs))
			: [preflightJob(batch.preflight.job)];
	return {
		batch: batch.id,
		target,
		parallel: batch.parallel,
		jobs: probeJobs(batch.probes).reduce(withSomewhere, jobs),
	};
}

function jobOf(cell: Cell, scenario: Scenario, limitMs: number): Job {
	const script = scenario.scripts[cell.behaviour];
	return {
		job: cell.job,
		limit_ms: scenario.limit_ms ?? limitMs,
		steps: script.steps.map((step) => concrete(step, cell, script)),
	};
}

function concrete(step: Step, cell: Cell, { witness, wire }: Script): Step {
	if (step.do === "open") {
		const mark: MetadataList = [[CELL_KEY, [cell.job]]];
		if (step.call in witness || step.call in wire) mark.unshift([CALL_KEY, [step.call]]);
		return { ...step, metadata: [...step.metadata, ...mark] };
	}
	if (step.do !== "send") return step;
	return { ...step, message: withPoints(step.message, cell.places) as Message };
}

/** Puts points in the stead of names of places, at any depth. */
export function withPoints(value: unknown, places: Readonly<Record<string, Place>>): unknown {
	if (typeof value === "string") return Object.hasOwn(places, value) ? places[value] : value;
	if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			// Only a Point's field can name a place; a text that looks like one is a text.
			key === "message" || key === "name" ? inner : withPoints(inner, places),
		]),
	);
}

/** Among the others, at a place that no driver can foresee. */
function withSomewhere(jobs: readonly Job[], job: Job): Job[] {
	return jobs.toSpliced(randomInt(jobs.length + 1), 0, job);
}

function probeJobs({ step, key }: BatchPlan["probes"]): Job[] {
	const open = { do: "open", call: "a", method: "GetFeature", deadline_ms: null, metadata: [] };
	return [
		{ job: step.job, limit_ms: PROBE_LIMIT_MS, steps: [{ do: step.madeUp, call: "a" }] },
		{ job: key.job, limit_ms: PROBE_LIMIT_MS, steps: [{ ...open, [key.madeUp]: true }] },
	];
}

function preflightJob(job: string): Job {
	return {
		job,
		limit_ms: 2 * PREFLIGHT_DEADLINE_MS,
		steps: [
			{
				do: "open",
				call: "a",
				method: "GetFeature",
				deadline_ms: PREFLIGHT_DEADLINE_MS,
				metadata: [],
			},
			{ do: "send", call: "a", message: {} },
			{ do: "finish", call: "a" },
		],
	};
}
