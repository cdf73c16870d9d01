/** The order of a time line's events against the order that the scenario says they must have. */
import type { TimedEvent } from "../model/batch.ts";
import { type EventAddress, type ExpectedOrder, eventAddress } from "../model/scenario.ts";
import type { Mismatch } from "./expectation.ts";

/** The first pair that is the other way round, or of which an event is missing; null where there is none. */
export function firstDisorder(
	pairs: readonly ExpectedOrder[],
	events: readonly TimedEvent[],
): Mismatch | null {
	if (pairs.length === 0) return null;
	const seen = placesOf(events);
	for (const [first, second] of pairs) {
		const earlier = seen(first);
		const later = seen(second);
		if (earlier !== null && later !== null && earlier.place < later.place) continue;
		return {
			at: "order",
			expected: `${eventAddress(first)} before ${eventAddress(second)}`,
			observed: {
				[eventAddress(first)]: shown(earlier),
				[eventAddress(second)]: shown(later),
			},
		};
	}
	return null;
}

interface Seen {
	readonly place: number;
	readonly ms: number;
}

function placesOf(events: readonly TimedEvent[]): (event: EventAddress) => Seen | null {
	const byKind = new Map<string, Seen[]>();
	events.forEach(([ms, call, event], place) => {
		const key = `${call}.${event}`;
		const kind = byKind.get(key);
		if (kind === undefined) byKind.set(key, [{ place, ms }]);
		else kind.push({ place, ms });
	});
	return ({ call, event, nth }) => byKind.get(`${call}.${event}`)?.[nth - 1] ?? null;
}

function shown(seen: Seen | null): string {
	return seen === null ? "never" : `at ${seen.ms} ms`;
}
