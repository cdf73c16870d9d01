/** Whether a driver's account of a batch can be believed. */
import type { Step, StepResult } from "../model/batch.ts";
import type { BatchPlan } from "../model/plan.ts";
import type { BatchRecord } from "../model/record.ts";

/** The steps of a job, by its id. */
export type StepsOf = (job: string) => readonly Step[] | undefined;

/** Null where it can be believed; else why not, in a line. */
export function distrust(
	record: BatchRecord,
	plan: BatchPlan,
	jobs: readonly string[],
	stepsOf: StepsOf,
): string | null {
	if (record.distrust !== null) return record.distrust;
	if (record.done === null) return "it printed no done line";
	const answered = record.jobs.map(({ line }) => line.job);
	const wanted = new Set([plan.probes.step.job, plan.probes.key.job, ...jobs]);
	const stranger = answered.find((job) => !wanted.has(job));
	if (stranger !== undefined) return `it answered a job that it was not given: ${stranger}`;
	const given = new Set<string>();
	const twice = answered.find((job) => given.size === given.add(job).size);
	if (twice !== undefined) return `it answered job ${twice} twice`;
	const missing = [...wanted].find((job) => !given.has(job));
	if (missing !== undefined) return `it left out job ${missing}`;
	if (record.done !== answered.length) {
		return `its done line says ${record.done} jobs, it printed ${answered.length}`;
	}
	return probed(record, plan) ?? misfit(record, stepsOf);
}

function probed(record: BatchRecord, { probes }: BatchPlan): string | null {
	const asked = [
		{ ...probes.step, what: `step ${probes.step.madeUp}` },
		{ ...probes.key, what: `key ${probes.key.madeUp} in a step` },
	];
	for (const { job, what } of asked) {
		const answer = record.jobs.find(({ line }) => line.job === job)?.line;
		if (answer?.end !== "unsupported") {
			return `it answered "${answer?.end}" to the made-up ${what}, where only "unsupported" is honest`;
		}
	}
	return null;
}

function misfit(record: BatchRecord, stepsOf: StepsOf): string | null {
	for (const { line } of record.jobs) {
		const steps = stepsOf(line.job);
		if (!steps) continue;
		if (line.end === "completed" && (line.at !== null || line.why !== null)) {
			return `job ${line.job} completed, and yet says at and why`;
		}
		if (line.end === "completed" && line.results.length !== steps.length) {
			return `job ${line.job} completed with ${line.results.length} results for ${steps.length} steps`;
		}
		if (line.end !== "completed" && (line.at === null || line.why === null)) {
			return `job ${line.job} ended ${line.end} without saying where and why`;
		}
		const wrong = line.results.findIndex((result, index) => !fits(steps[index], result));
		if (wrong !== -1) {
			return `job ${line.job}: result ${wrong} does not fit its step ${steps[wrong]?.do}`;
		}
	}
	return null;
}

function fits(step: Step | undefined, result: StepResult): boolean {
	switch (step?.do) {
		case undefined:
			return false;
		case "finish":
			return "status" in result;
		case "receive":
			return "messages" in result && !("status" in result);
		case "receive_headers":
			return "initial" in result && !("status" in result);
		case "expect_silence":
			return "silent" in result;
		default:
			return Object.keys(result).length === 0;
	}
}
