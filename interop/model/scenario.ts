/**
 * A scenario: one script over one or more calls, with what must be seen. Two forms: the file as
 * people write it (`ScenarioFile`), and the same scenario expanded, one script per behaviour
 * (`Scenario`), which is what every later stage reads.
 */
import { z } from "zod";
import {
	ChannelOptions,
	ContractVersion,
	EventName,
	Message,
	MetadataList,
	Step,
} from "./batch.ts";
import { ScenarioTls } from "./tls.ts";
import { Via } from "./via.ts";
import { ExpectedWire } from "./wire.ts";
import {
	Behaviour,
	KebabName,
	Mode,
	ScenarioId,
	ServerOption,
	StatusName,
	Transport,
} from "./words.ts";

/** Anything that YAML can say; macros are resolved by the loader, and then checked as `Step`s. */
const Raw = z.unknown();

/** One step as written: a verb, or a map with exactly one. The loader checks the details. */
export const RawStep = z.union([z.string(), z.record(z.string(), Raw)]);

/** Which servers get an instance of their own for this scenario, because it can harm or exhaust one. */
export const OwnServer = z.strictObject({
	/** Names of servers; `all` for every one. Servers from --peers are always included. */
	servers: z.union([z.literal("all"), z.array(KebabName).min(1)]),
	/** What it would do to a shared one, in words. */
	because: z.string().min(1),
	/**
	 * The same in a word. One that may kill has its server to itself; those that starve a server, or
	 * leave something in its memory at points of their own, follow each other on one.
	 */
	harm: z.enum(["kills", "starves", "remembers"]).default("kills"),
	/**
	 * How often its server ends during it, and is started again at the same address. Such scenarios
	 * follow each other on one server, and over one channel, which has to come back by itself.
	 */
	restarts: z.int().positive().optional(),
});

/** Flags that a server is given for a scenario. */
export const ServerSettings = z.strictObject({
	health: z.literal(true).optional(),
	reflection: z.literal(true).optional(),
	/** Bytes; -1 for no limit. */
	max_receive_bytes: z.int().min(-1).optional(),
	max_concurrent_streams: z.int().positive().optional(),
});
export type ServerSettings = z.infer<typeof ServerSettings>;

/** A number, or where it must lie, bounds included. */
const Bounds = z.strictObject({ from: z.number().optional(), to: z.number().optional() });
const Count = z.union([z.int().nonnegative(), Bounds]);

/** What the server must have seen of a call; what is absent is not compared. */
export const ExpectedWitness = z.strictObject({
	/** How often it arrived: more than once where it was retried. The rest is of the last time. */
	count: Count.optional(),
	ended: StatusName.optional(),
	received: Count.optional(),
	sent: Count.optional(),
	encoding: z.string().nullable().optional(),
	/** Common name of the client's verified certificate. */
	peer: z.string().optional(),
	/** Left when it arrived. */
	deadline_ms: z.union([z.null(), Bounds]).optional(),
	lasted_ms: Bounds.optional(),
	longest_write_ms: Bounds.optional(),
	longest_write_at: Count.optional(),
	writes_at_once: Count.optional(),
	calls_at_once: Count.optional(),
	/** A call that the server told of later: this one was over by then. */
	before: z.string().optional(),
	/** Among others. */
	metadata: MetadataList.optional(),
});
export type ExpectedWitness = z.infer<typeof ExpectedWitness>;

/** A scenario file, as people write it. */
export const ScenarioFile = z.strictObject({
	title: z.string().min(1),
	/** In a line: why it exists, what it can catch. */
	why: z.string().min(1),
	/** What it rests on: proto, document, a row id of behaviour.md (G1), or grpc:<page of the specification>. */
	source: z.array(z.string().min(1)).min(1),
	mode: Mode,
	/** The rows in which the references differ; required for, and only for, a dialect scenario. */
	differs: z.array(z.string()).min(1).optional(),
	/** A database below `interop/scenarios/databases`; the document's own where absent. */
	database: KebabName.default("route-guide"),
	"own-server": OwnServer.optional(),
	/** True where the clock decides what is seen: it then runs beside nothing heavy. */
	timed: z.boolean().default(false),
	/** Milliseconds the whole script may take, where the default is too short. */
	limit_ms: z.int().positive().optional(),
	/** Flags for its server; those without such a flag do not support it. */
	server: ServerSettings.optional(),
	/** How its channel is made; cells with the same share one. */
	channel: ChannelOptions.optional(),
	/** Certificates, names and authorities other than the usual ones. */
	tls: ScenarioTls.optional(),
	/** What lies between its driver and its server. */
	via: Via.optional(),
	/** The transports that it says something about; all where absent. */
	transports: z.array(Transport).min(1).optional(),
	steps: z.array(RawStep).min(1),
	/** By call: what the server must have seen of it. */
	witness: z.record(z.string(), Raw).optional(),
	/** Pairs of events of the time line; the first of each must come before the second. */
	order: Raw.optional(),
	/** By call: what the relay must have seen of it. */
	wire: z.record(z.string(), Raw).optional(),
});
export type ScenarioFile = z.infer<typeof ScenarioFile>;

/** What a finished call must have shown. What is absent is not compared with the expectation. */
export const ExpectedFinish = z.strictObject({
	status: StatusName,
	/** All of them, in order, each with every field. */
	messages: z.array(Message),
	initial: MetadataList.optional(),
	trailing: MetadataList.optional(),
	/** The status message; compared only where the scenario has made the server say it. */
	details: z.string().optional(),
	/** `grpc-status-details-bin`, likewise: its values in padded base64. */
	status_details: z.array(z.string()).optional(),
});
export const ExpectedReceive = z.strictObject({
	messages: z.array(Message),
	ended: z.literal(true).optional(),
});
export const ExpectedHeaders = z.strictObject({
	initial: MetadataList,
	ended: z.literal(true).optional(),
});
export const ExpectedSilence = z.strictObject({ silent: z.boolean() });
/** What one step must have shown; null where a step shows nothing. */
export const ExpectedStep = z
	.union([ExpectedFinish, ExpectedReceive, ExpectedHeaders, ExpectedSilence])
	.nullable();
export type ExpectedStep = z.infer<typeof ExpectedStep>;

/** One event of a time line: the nth of its kind, of its call. */
export const EventAddress = z.strictObject({
	call: z.string(),
	event: EventName,
	nth: z.int().positive(),
});
export type EventAddress = z.infer<typeof EventAddress>;
/** Two events, the first of which must come before the second. */
export const ExpectedOrder = z.tuple([EventAddress, EventAddress]);
export type ExpectedOrder = z.infer<typeof ExpectedOrder>;

/** A script under one behaviour: `expected[i]` belongs to `steps[i]`. */
export const Script = z.strictObject({
	steps: z.array(Step),
	expected: z.array(ExpectedStep),
	/** By call, what the server must have seen of it. */
	witness: z.record(z.string(), ExpectedWitness),
	/** Pairs of events; the first of each must have come before the second. */
	order: z.array(ExpectedOrder),
	/** Of the raw calls whose messages are written field by field: the method's path, by call. */
	typed: z.record(z.string(), z.string()),
	/** By call, what the relay must have seen of it. */
	wire: z.record(z.string(), ExpectedWire),
	/** Names of places, `$a`, in the order of their first use. */
	places: z.array(z.string()),
	/** The most calls of this script that are open at one time. */
	open_calls: z.int().nonnegative(),
});
export type Script = z.infer<typeof Script>;

export const Scenario = z.strictObject({
	id: ScenarioId,
	/** The file it was read from, relative to the repository. */
	file: z.string(),
	title: z.string(),
	why: z.string(),
	source: z.array(z.string()),
	mode: Mode,
	kind: z.enum(["portable", "dialect"]),
	differs: z.array(z.string()),
	database: KebabName,
	own_server: OwnServer.nullable(),
	timed: z.boolean(),
	limit_ms: z.int().positive().nullable(),
	server: ServerSettings,
	channel: ChannelOptions,
	tls: ScenarioTls,
	via: Via.nullable(),
	/** Null for all. */
	transports: z.array(Transport).nullable(),
	/** What peers must be able to do for it, beyond version 1 of the driver contract. */
	needs: z.strictObject({
		obeys: z.boolean(),
		witness: z.boolean(),
		options: z.array(ServerOption),
		contract: ContractVersion,
	}),
	/** Both are there always, and equal where the scenario is portable. */
	scripts: z.record(Behaviour, Script),
});
export type Scenario = z.infer<typeof Scenario>;

/** An event as scenarios write it: `call.event`, and `call.event.2` for the second of its kind. */
export function eventAddress({ call, event, nth }: EventAddress): string {
	return nth === 1 ? `${call}.${event}` : `${call}.${event}.${nth}`;
}

/** Request metadata that asks a server to send itself a signal. */
export const SIGNAL_KEY = "x-interop-signal";

/** True where a script asks its server to end: a death that nobody is blamed for. */
export function endsItsServer({ steps }: Script): boolean {
	return steps.some(
		(step) => step.do === "open" && step.metadata.some(([key]) => key === SIGNAL_KEY),
	);
}

/** A step's address in a script: `call.do`, and from the second of its kind on `call.do.2`. */
export function stepAddresses(steps: readonly Step[]): string[] {
	const seen = new Map<string, number>();
	return steps.map((step) => {
		const name = "call" in step ? `${step.call}.${step.do}` : step.do;
		const nth = (seen.get(name) ?? 0) + 1;
		seen.set(name, nth);
		return nth === 1 ? name : `${name}.${nth}`;
	});
}
