/** What a driver says of a script that goes as expected, with a time line. */
import type { EventName, JobLine, Step, StepResult, TimedEvent } from "../../model/batch.ts";
import type { ExpectedStep, Script } from "../../model/scenario.ts";

/** Milliseconds from one event to the next. */
const BETWEEN_MS = 1.25;

export function carriedOut(job: string, script: Script | undefined): JobLine {
	const steps = script?.steps ?? [];
	const results = (script?.expected ?? []).map(resultOf);
	const seen = steps.flatMap((step, at) =>
		"call" in step ? eventsOf(step, results[at]).map((name) => [step.call, name] as const) : [],
	);
	const events = seen.map(([call, name], at): TimedEvent => [at * BETWEEN_MS, call, name]);
	return { job, end: "completed", at: null, why: null, results, events };
}

function resultOf(expected: ExpectedStep): StepResult {
	if (expected === null) return {};
	if (!("status" in expected)) return expected;
	const { status, messages, initial = [], trailing = [], details = "" } = expected;
	return { status, messages, initial, trailing, details, reserved: [] };
}

function eventsOf(step: Step, result: StepResult | undefined): EventName[] {
	const messages = result && "messages" in result ? result.messages : [];
	const came = messages.map(() => "message" as const);
	switch (step.do) {
		case "open":
			return ["start"];
		case "send":
			return ["sent"];
		case "half_close":
			return ["half_closed"];
		case "receive":
			return came;
		case "finish":
			return [...came, "status"];
		default:
			return [];
	}
}
