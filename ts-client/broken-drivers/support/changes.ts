/** Faults in what a driver does, and in what it reports, one step at a time. */
import type { Job } from "../../driver/batch.ts";
import type { FinishResult, JobLine, StepResult } from "../../driver/lines.ts";
import type { Message } from "../../driver/message.ts";
import { isObject, type JsonObject } from "../../driver/shape.ts";
import type { Fault } from "./drive.ts";

/** Every step changed before its job is carried out. */
export function doing(change: (step: JsonObject, job: Job) => JsonObject): Fault {
	return { job: (job) => ({ ...job, steps: job.steps.map((step) => change(step, job)) }) };
}

/** Every result changed before it is reported. */
export function reporting(
	change: (result: StepResult, step: JsonObject, job: Job) => StepResult,
): Fault {
	return {
		run: async (job, real) => changed(await real(), job, change),
	};
}

function changed(
	line: JobLine,
	job: Job,
	change: (result: StepResult, step: JsonObject, job: Job) => StepResult,
): JobLine {
	return {
		...line,
		results: line.results.map((result, index) => change(result, job.steps[index] ?? {}, job)),
	};
}

/** Every reported message changed. */
export function seeing(change: (message: Message) => Message): Fault {
	return reporting((result) =>
		"messages" in result ? { ...result, messages: result.messages.map(change) } : result,
	);
}

/** Every reported end of a call changed. */
export function ending(change: (finish: FinishResult, job: Job) => FinishResult): Fault {
	return reporting((result, _step, job) =>
		"status" in result ? change(result as FinishResult, job) : result,
	);
}

/** Every value inside a message changed, the innermost first. */
export function deeply(
	value: unknown,
	change: (value: unknown, key: string) => unknown,
	key = "",
): unknown {
	if (!isObject(value)) return change(value, key);
	const entries = Object.entries(value);
	return change(
		Object.fromEntries(entries.map(([name, inner]) => [name, deeply(inner, change, name)])),
		key,
	);
}

/** The method of the call that a step belongs to. */
export function methodOf(step: JsonObject, job: Job): unknown {
	return job.steps.find((other) => other.do === "open" && other.call === step.call)?.method;
}
