/** What a driver says of a script that goes as expected, or as is said, with a time line. */
import type { EventName, JobLine, Step, StepResult, TimedEvent } from "../../model/batch.ts";
import type { Cell } from "../../model/plan.ts";
import type { ExpectedStep, Script } from "../../model/scenario.ts";

type Places = Cell["places"];

/** Milliseconds from one event to the next. */
const BETWEEN_MS = 1.25;

/** What the driver saw, from what it sees where all is as expected; shorter where the job hung amid it. */
export type Saw = (results: readonly StepResult[]) => readonly StepResult[];

/** `places`: where the script's places lie; its names of them are left where there are none. */
export function carriedOut(
	job: string,
	script: Script | undefined,
	{
		saw = (all) => all,
		places = {},
	}: { readonly saw?: Saw | undefined; readonly places?: Places } = {},
): JobLine {
	const all = saw((script?.expected ?? []).map(resultOf));
	const results = all.map((result) => placed(result, places));
	const steps = (script?.steps ?? []).slice(0, results.length);
	const seen = steps.flatMap((step, at) =>
		"call" in step ? eventsOf(step, results[at]).map((name) => [step.call, name] as const) : [],
	);
	const events = seen.map(([call, name], at): TimedEvent => [at * BETWEEN_MS, call, name]);
	const hung = results.length < (script?.steps.length ?? 0);
	return hung
		? { job, end: "timeout", at: results.length, why: "not done in time", results, events }
		: { job, end: "completed", at: null, why: null, results, events };
}

/** The same with the point of each place that is named in a message. */
function placed(result: StepResult, places: Places): StepResult {
	if (!("messages" in result)) return result;
	const messages = result.messages.map((message) => {
		const place = places[String(message.location)];
		return place === undefined ? message : { ...message, location: place };
	});
	return { ...result, messages };
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
