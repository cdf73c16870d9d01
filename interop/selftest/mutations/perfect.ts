/** What a driver and a server report of a script that goes exactly as expected. */
import {
	type EventName,
	FinishResult,
	type Step,
	StepResult,
	type TimedEvent,
} from "../../model/batch.ts";
import type { Place } from "../../model/plan.ts";
import type {
	EventAddress,
	ExpectedOrder,
	ExpectedStep,
	ExpectedWitness,
} from "../../model/scenario.ts";
import { CALL_KEY, Witness } from "../../model/server-lines.ts";
import { withPoints } from "../../run/jobs.ts";

/** A step's result, with the cell's points in place of their names. */
export function perfectResult(
	step: Step | undefined,
	expected: ExpectedStep,
	places: Readonly<Record<string, Place>>,
): StepResult {
	const shown = JSON.parse(JSON.stringify(expected ?? {}), (key, value) =>
		key === "location" ? withPoints(value, places) : value,
	);
	if (step?.do !== "finish") return StepResult.parse(shown);
	const { status_details, ...rest } = shown;
	const reserved = status_details ? [["grpc-status-details-bin", status_details]] : [];
	return FinishResult.parse({ initial: [], trailing: [], details: "", reserved, ...rest });
}

/** What a server tells of a call, each time that it arrives. */
export function perfectWitnesses(
	call: string,
	{ count = 1, metadata = [], ...expected }: ExpectedWitness,
): Witness[] {
	const told = Object.entries(expected).map(([key, wanted]) => [key, within(wanted)]);
	const witness = Witness.parse({
		cell: null,
		method: "/",
		tls: false,
		peer: null,
		received: 0,
		sent: 0,
		deadline_ms: null,
		ended: "OK",
		metadata: [[CALL_KEY, [call]], ...metadata],
		...Object.fromEntries(told),
	});
	return Array.from({ length: Number(within(count)) }, () => witness);
}

/** A time line in which these pairs come in their order; shorter than they ask for where none can. */
export function perfectEvents(order: readonly ExpectedOrder[]): TimedEvent[] {
	const before = new Map<string, Set<string>>();
	const key = ({ call, event }: EventAddress, nth: number) => `${call} ${event} ${nth}`;
	for (const address of order.flat()) {
		for (let nth = 1; nth <= address.nth; nth += 1) {
			before.set(key(address, nth), new Set(nth > 1 ? [key(address, nth - 1)] : []));
		}
	}
	for (const [first, second] of order) {
		before.get(key(second, second.nth))?.add(key(first, first.nth));
	}
	const events: TimedEvent[] = [];
	const ready = () => [...before].find(([, others]) => others.size === 0)?.[0];
	for (let next = ready(); next !== undefined; next = ready()) {
		const [call = "", event] = next.split(" ");
		events.push([events.length, call, event as EventName]);
		before.delete(next);
		for (const others of before.values()) others.delete(next);
	}
	return events;
}

/** The value, or one within its bounds. */
function within(wanted: unknown): unknown {
	if (typeof wanted !== "object" || wanted === null) return wanted;
	const { from, to } = wanted as { readonly from?: number; readonly to?: number };
	return from ?? to;
}
