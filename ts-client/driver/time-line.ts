/** A job's time line: what was seen of its calls, and when. */

/** In the words of the driver contract. */
export type EventName =
	| "start"
	| "headers"
	| "sent"
	| "message"
	| "half_closed"
	| "cancelled"
	| "status";

/** Milliseconds since the job's first step began, the call, and what was seen of it. */
export type TimedEvent = readonly [ms: number, call: string, event: EventName];

/** Notes one call's events. */
export type See = (event: EventName) => void;

export class TimeLine {
	readonly events: TimedEvent[] = [];
	readonly #began = performance.now();

	/** Notes that something was seen of a call, now. */
	add(call: string, event: EventName): void {
		const ms = Math.round((performance.now() - this.#began) * 1000) / 1000;
		this.events.push([ms, call, event]);
	}
}
