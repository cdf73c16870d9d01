/** The normalisations, one named rule each. They are applied here and nowhere else. */
import type { MetadataList, Step, StepResult } from "../model/batch.ts";
import type { Cell, Place } from "../model/plan.ts";
import type { ExpectedStep } from "../model/scenario.ts";
import { decoded } from "./decoded.ts";

/** What a rule knows about the cell whose transcript it normalises. */
export interface RuleContext extends Pick<Cell, "places"> {
	/** True where the scenario is about time, and the clock's readings are compared. */
	readonly timed: boolean;
	/** What the job was allowed to take; a server's clock cannot honestly show more. */
	readonly limitMs: number;
	readonly steps: readonly Step[];
	/** Methods of the raw calls whose messages are compared field by field, by call. */
	readonly typed: Readonly<Record<string, string>>;
	/** What the scenario says of each step. */
	readonly expected: readonly ExpectedStep[];
}

export interface Rule {
	readonly name: string;
	/** What would otherwise differ between cells that are alike. */
	readonly why: string;
	apply(
		result: Readonly<Record<string, unknown>>,
		context: RuleContext,
		step: Step | undefined,
		expected: ExpectedStep,
	): Record<string, unknown>;
}

/** Each cell has points of its own; by name they are the same in all cells. */
const places: Rule = {
	name: "places",
	why: "Go's server remembers notes for its whole life, so each cell is given points of its own.",
	apply: (result, context) => withNames(result, indexOf(context.places)) as Record<string, unknown>,
};

/** The status code is compared, its text is not. */
const statusText: Rule = {
	name: "status-text",
	why: "The text of a status depends on the library and its version, unless the scenario has made the server say it; the code does not.",
	apply({ details, ...rest }, _context, _step, expected) {
		return expected !== null && "details" in expected ? { ...rest, details } : rest;
	},
};

/** What the transport adds by itself is reported, and not compared. */
const transportMetadata: Rule = {
	name: "transport-metadata",
	why: "content-type, grpc-accept-encoding and the like belong to the transport, not to the service; grpc-status-details-bin does where the scenario has made the server send it.",
	apply({ reserved, ...rest }, _context, _step, expected) {
		if (expected === null || !("status_details" in expected)) return rest;
		const list = Array.isArray(reserved) ? (reserved as MetadataList) : [];
		const status_details = list.flatMap(([key, values]) =>
			key === "grpc-status-details-bin" ? values : [],
		);
		return { ...rest, status_details };
	},
};

/** Outside timed scenarios, how long a route took tells of the machine, not of the server. */
const machineTime: Rule = {
	name: "machine-time",
	why: "A busy machine may take more than a second over a route; timed scenarios compare the seconds.",
	apply(result, { timed, limitMs }) {
		const { messages } = result;
		if (timed || !Array.isArray(messages)) return { ...result };
		const plausible = (seconds: unknown) =>
			Number.isInteger(seconds) && Number(seconds) >= 0 && Number(seconds) * 1000 <= limitMs;
		return {
			...result,
			messages: messages.map((message) =>
				plausible(message.elapsed_time) ? { ...message, elapsed_time: 0 } : message,
			),
		};
	},
};

/** At a deadline, client and server end the call at the same moment, each in its own way. */
const deadlineRace: Rule = {
	name: "deadline-race",
	why: "At its deadline grpc-go's server may reset the stream (P7), which a client shows as CANCELLED if that comes before its own clock.",
	apply(result, { steps }, step) {
		if (result.status !== "CANCELLED" || step?.do !== "finish") return { ...result };
		const call = steps.filter((other) => "call" in other && other.call === step.call);
		const ownWork = call.some((other) => other.do === "cancel");
		const deadline = call.some((other) => other.do === "open" && other.deadline_ms !== null);
		return deadline && !ownWork ? { ...result, status: "DEADLINE_EXCEEDED" } : { ...result };
	},
};

/** Bytes whose type the scenario names are compared as messages. */
const typedMessages: Rule = {
	name: "typed-messages",
	why: "Of a reflected file only what it declares is alike: compilers name it, its types and its options each in their own way; so are the texts of its errors.",
	apply(result, { typed }, step) {
		const method = step !== undefined && "call" in step ? typed[step.call] : undefined;
		if (method === undefined || !Array.isArray(result.messages)) return { ...result };
		return { ...result, messages: result.messages.map((message) => decoded(method, message)) };
	},
};

/** All rules, in the order in which they are applied. */
export const RULES: readonly Rule[] = [
	places,
	statusText,
	transportMetadata,
	machineTime,
	deadlineRace,
	typedMessages,
];

/** A transcript with every rule applied to each step's result. */
export function normalise(
	results: readonly StepResult[],
	context: RuleContext,
	rules: readonly Rule[] = RULES,
): Record<string, unknown>[] {
	return results.map((result, index) =>
		rules.reduce<Record<string, unknown>>(
			(seen, rule) =>
				rule.apply(seen, context, context.steps[index], context.expected[index] ?? null),
			{ ...result },
		),
	);
}

function withNames(value: unknown, names: ReadonlyMap<string, string>): unknown {
	if (Array.isArray(value)) return value.map((item) => withNames(item, names));
	if (value === null || typeof value !== "object") return value;
	const name = nameOf(value, names);
	if (name !== undefined) return name;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			// Names are given here only: a driver that prints one for a point has made it up.
			key === "location" && typeof inner === "string"
				? { "not a point": inner }
				: withNames(inner, names),
		]),
	);
}

/** By structure: both coordinates, each under its own name, and nothing else. */
function nameOf(value: object, names: ReadonlyMap<string, string>): string | undefined {
	if (Object.keys(value).length !== 2) return undefined;
	const { latitude, longitude } = value as Partial<Place>;
	// A driver that reports numbers as texts must not be helped out.
	if (typeof latitude !== "number" || typeof longitude !== "number") return undefined;
	return names.get(`${latitude} ${longitude}`);
}

const indexes = new WeakMap<RuleContext["places"], ReadonlyMap<string, string>>();
function indexOf(places: RuleContext["places"]): ReadonlyMap<string, string> {
	let index = indexes.get(places);
	if (index === undefined) {
		const named = Object.entries(places);
		index = new Map(named.map(([name, point]) => [`${point.latitude} ${point.longitude}`, name]));
		indexes.set(places, index);
	}
	return index;
}
