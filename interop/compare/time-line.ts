/** Whether a job's time line can be true: it must tell the same story as the job's steps and results. */
import type { EventName, JobLine, Step, StepResult, TimedEvent } from "../model/batch.ts";
import { modeOf, sendsOnce } from "../model/methods.ts";

/** Timers may fire a little early, by the clock that they are read from. */
const TIMER_SLACK_MS = 5;

/** What one call's steps and results say must be in the time line. */
interface Account {
	sends: number;
	messages: number;
	/** False where messages may have been thrown away, or the job ended before the call did. */
	exact: boolean;
	over: boolean;
}

/** Null where it can be; else what it says, and what cannot be so, in a line. */
export function untrueTimeLine(line: JobLine, steps: readonly Step[]): string | null {
	const { events, results } = line;
	if (events === undefined) return "it has no time line (events)";
	const done = steps.slice(0, results.length + 1);
	const opened = new Set(done.flatMap((step) => (step.do === "open" ? step.call : [])));
	const unknown = events.find(([, call]) => !opened.has(call));
	if (unknown) return `its time line tells of ${unknown[1]}, which is no call of it`;
	const early = events.findIndex(([ms], at) => ms < (events[at - 1]?.[0] ?? 0));
	if (early !== -1) return `its time line goes back in time at event ${early}`;
	const places = placesOf(events);
	return miscounted(places, done, results) ?? outOfStep(events, places, steps, results);
}

/** The numbers of events of each call against its steps and results. */
function miscounted(
	places: Places,
	steps: readonly Step[],
	results: readonly StepResult[],
): string | null {
	for (const [call, account] of accountsOf(steps, results)) {
		const theirs = places.get(call);
		const count = (event: EventName) => theirs?.get(event)?.length ?? 0;
		const told = `its time line has ${count("message")} messages of call ${call}`;
		if (count("message") < account.messages) return `${told}, its results ${account.messages}`;
		if (account.exact && count("message") !== account.messages) {
			return `${told}, its results ${account.messages}`;
		}
		if (count("sent") > account.sends) {
			return `its time line has ${count("sent")} messages sent on call ${call}, which was to send ${account.sends}`;
		}
		if (account.over && count("status") !== 1) {
			return `call ${call} is finished, and its time line has ${count("status")} ends of it`;
		}
		const most: EventName[] = ["start", "headers", "half_closed", "cancelled", "status"];
		const twice = most.find((event) => count(event) > 1);
		if (twice) return `its time line has ${count(twice)} times ${twice} of call ${call}`;
	}
	return null;
}

function accountsOf(steps: readonly Step[], results: readonly StepResult[]): Map<string, Account> {
	const accounts = new Map<string, Account>();
	steps.forEach((step, index) => {
		if (step.do === "open") {
			accounts.set(step.call, { sends: 0, messages: 0, exact: false, over: false });
			return;
		}
		const account = "call" in step ? accounts.get(step.call) : undefined;
		if (!account) return;
		const result = results[index];
		if (step.do === "send") account.sends += step.times ?? 1;
		if (result && "messages" in result) account.messages += result.messages.length;
		if (step.do === "finish" && result !== undefined) {
			account.over = true;
			account.exact = !steps.some((other) => other.do === "cancel" && other.call === step.call);
		}
	});
	return accounts;
}

/**
 * A job's steps follow each other: what a step does comes after all that the steps before it have
 * shown, and after the time that they have waited.
 */
function outOfStep(
	events: readonly TimedEvent[],
	places: Places,
	steps: readonly Step[],
	results: readonly StepResult[],
): string | null {
	const found = (call: string, event: EventName, nth: number) =>
		places.get(call)?.get(event)?.[nth - 1] ?? -1;
	const once = new Map<string, boolean>();
	const received = new Map<string, number>();
	let floor = -1;
	let earliest = 0;
	for (const [index, result] of results.entries()) {
		const step = steps[index];
		if (step === undefined) break;
		if (step.do === "pause") {
			earliest += step.ms - TIMER_SLACK_MS;
			continue;
		}
		if (step.do === "open") once.set(step.call, sendsOnce(modeOf(step)));
		const done = doneBy(step, once.get(step.call) ?? false);
		if (done !== null) {
			const place = found(step.call, done, 1);
			const ms = events[place]?.[0] ?? 0;
			if (place === -1)
				return `step ${index + 1}, ${step.do}, is done, and ${at(step, done)} is not there`;
			if (place <= floor || ms < earliest) {
				return `${at(step, done)} comes before what the steps before it have shown`;
			}
			floor = place;
			earliest = Math.max(earliest, ms);
		}
		const shown = shownBy(step, result, received);
		if (shown === null) continue;
		const place = found(step.call, shown.event, shown.nth);
		if (place === -1 && shown.surely) {
			return `step ${index + 1}, ${step.do}, shows what is not there: ${at(step, shown.event)}`;
		}
		floor = Math.max(floor, place);
		earliest = Math.max(earliest, events[place]?.[0] ?? 0);
	}
	return null;
}

function at(step: { readonly call: string }, event: EventName): string {
	return `event ${event} of call ${step.call}`;
}

/** The event that a step itself makes, at the moment at which it is done. */
function doneBy(step: Step, once: boolean): EventName | null {
	if (step.do === "open") return once ? null : "start";
	if (step.do === "send") return once ? "start" : null;
	return step.do === "cancel" ? "cancelled" : null;
}

/** The last event that a step has waited for. */
function shownBy(
	step: Exclude<Step, { do: "pause" }>,
	result: StepResult,
	received: Map<string, number>,
): { readonly event: EventName; readonly nth: number; readonly surely: boolean } | null {
	if ("status" in result) return { event: "status", nth: 1, surely: true };
	if ("messages" in result) {
		const nth = (received.get(step.call) ?? 0) + result.messages.length;
		received.set(step.call, nth);
		return nth === 0 ? null : { event: "message", nth, surely: true };
	}
	if ("initial" in result && !result.ended) return { event: "headers", nth: 1, surely: true };
	return null;
}

/** By call and event: where in the time line the first, the second, … stand. */
type Places = ReadonlyMap<string, ReadonlyMap<EventName, readonly number[]>>;

function placesOf(events: readonly TimedEvent[]): Places {
	const places = new Map<string, Map<EventName, number[]>>();
	for (const [place, [, call, event]] of events.entries()) {
		const theirs = places.get(call) ?? new Map<EventName, number[]>();
		places.set(call, theirs);
		const known = theirs.get(event);
		if (known === undefined) theirs.set(event, [place]);
		else known.push(place);
	}
	return places;
}
