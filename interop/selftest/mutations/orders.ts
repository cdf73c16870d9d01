/** The order that events must have, the other way round, and the events themselves: either must be caught. */
import { firstDisorder } from "../../compare/order.ts";
import type { TimedEvent } from "../../model/batch.ts";
import { type EventAddress, type ExpectedOrder, eventAddress } from "../../model/scenario.ts";
import { perfectEvents } from "./perfect.ts";
import type { Recording } from "./recordings.ts";
import type { Counter } from "./tally.ts";

export interface OrderCounters {
	readonly expectations: Counter;
	readonly transcripts: Counter;
}

export function mutateOrder(
	{ scenario, cell, line, made }: Recording,
	{ expectations, transcripts }: OrderCounters,
): void {
	const { order } = scenario.scripts[cell.behaviour];
	// Where steps are made as expected, so are the events.
	const events = made.length > 0 ? perfectEvents(order) : (line.events ?? []);
	for (const [at, [first, second]] of order.entries()) {
		const name = `${scenario.id} (${cell.behaviour}) ${eventAddress(first)} before ${eventAddress(second)}`;
		const caught = (pairs: readonly ExpectedOrder[], seen: readonly TimedEvent[]) =>
			firstDisorder(pairs, seen) !== null;
		expectations.count(name, "reversed", caught(order.with(at, [second, first]), events));
		const [one, other] = [placeOf(first, events), placeOf(second, events)];
		const never = events.filter((event, place) => place < other || !isSame(event, second));
		transcripts.count(`${name} never`, "not caught", caught(order, never));
		if (first.call === second.call && first.event === second.event) continue;
		// All of its kind from that one on: else the next of them would come in its place.
		const isLate = (event: TimedEvent, place: number) => place >= one && isSame(event, first);
		const late = [
			...events.slice(0, other + 1).filter((event, place) => !isLate(event, place)),
			...events.filter(isLate),
			...events.slice(other + 1).filter((event) => !isSame(event, first)),
		];
		transcripts.count(`${name} late`, "not caught", caught(order, late));
	}
}

function placeOf(address: EventAddress, events: readonly TimedEvent[]): number {
	const places = events.flatMap((event, place) => (isSame(event, address) ? [place] : []));
	return places[address.nth - 1] ?? -1;
}

function isSame([, call, event]: TimedEvent, address: EventAddress): boolean {
	return call === address.call && event === address.event;
}
