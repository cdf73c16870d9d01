/** `results.json`, the verdict of a run; its JSON Schema is published as `results.schema.json`. */
import { z } from "zod";
import { LedgerEntry } from "./ledger.ts";
import { Check } from "./plan.ts";
import { Exit } from "./record.ts";
import { Behaviour, Mode, Outcome, Runtime, Transport } from "./words.ts";

export const ResultCell = z.strictObject({
	server: z.string(),
	client: z.string(),
	transport: Transport,
	scenario: z.string(),
	outcome: Outcome,
	/** Null where it passed. Else one line: what was expected, what was seen. */
	reason: z.string().nullable(),
	/** Milliseconds the job took, the median over its repetitions; null where it did not run. */
	ms: z.number().nullable(),
	/** Only in a run with repetitions. */
	repetitions: z
		.strictObject({
			/** How many of them ran, or should have: an interruption leaves some out. */
			n: z.int().positive(),
			/** How many of them are not as they should be. */
			red: z.int().nonnegative(),
			/** How many passed, and yet have another transcript than the first that did. */
			differing: z.int().nonnegative(),
			/** The first that makes the cell what it is, counted from 1; its transcript tells why. Null where it is green. */
			first: z.int().positive().nullable(),
		})
		.optional(),
});
export type ResultCell = z.infer<typeof ResultCell>;

export const ResultPeer = z.strictObject({
	name: z.string(),
	role: z.enum(["server", "client"]),
	behaviour: Behaviour.nullable(),
	title: z.string(),
	/** As the peer itself reported; null where it reported nothing. */
	language: z.string().nullable(),
	grpc: z.string().nullable(),
	image: z.string().nullable(),
	/** Where it can be read, of a program that is taken as others have published it. */
	unmodified: z.url().optional(),
});

export const ResultScenario = z.strictObject({
	id: z.string(),
	title: z.string(),
	mode: Mode,
	kind: z.enum(["portable", "dialect"]),
	why: z.string(),
	source: z.array(z.string()),
});

export const ResultPreflight = z.strictObject({
	server: z.string(),
	client: z.string(),
	transport: Transport,
	check: Check,
	ok: z.boolean(),
	/** What was seen, e.g. "refused: UNAVAILABLE" or "OK: it connected". */
	seen: z.string(),
});
export type ResultPreflight = z.infer<typeof ResultPreflight>;

export const ResultLedgerEntry = LedgerEntry.safeExtend({
	/** True where all of its cells of this run held, false where one did not, null where none ran. */
	held: z.boolean().nullable(),
});

export const Summary = z.strictObject({
	passed: z.int(),
	failed: z.int(),
	"expected-failure": z.int(),
	"unexpected-pass": z.int(),
	unsupported: z.int(),
	"could-not-run": z.int(),
	total: z.int(),
});

/** A server or a client by name; a transport where that explains more than any peers do. */
export const BlamedPeer = z.strictObject({
	role: z.enum(["server", "client", "transport"]),
	name: z.string(),
});
export type BlamedPeer = z.infer<typeof BlamedPeer>;

/** Without whom the cells that must agree would agree. */
export const Blame = z.strictObject({
	scenario: z.string(),
	/** Null where all servers must agree; else those of this behaviour are meant. */
	behaviour: Behaviour.nullable(),
	/** True for what the ledger knows; false for what is red. */
	known: z.boolean(),
	/**
	 * The smallest sets whose removal leaves cells that agree and are right, all of one size: any one of
	 * them is enough. None where no removal helps.
	 */
	sets: z.array(z.array(BlamedPeer)),
	/**
	 * Where no comparison was needed, or none would help: the peer did not start, or was not set up; or
	 * all that ran saw the same, and the scenario's expectation stands alone. `said`: what was seen, in a line.
	 */
	cause: z
		.strictObject({ is: z.enum(["not-started", "expectation-alone"]), said: z.string() })
		.optional(),
	/** The cells that are not as they should be. */
	cells: z.array(z.string()),
});
export type Blame = z.infer<typeof Blame>;

/** A server instance that ended by itself, which no call asked for. */
export const Death = z.strictObject({
	server: z.string(),
	/** Its log is `logs/<instance>.log` in the run's folder. */
	instance: z.string(),
	/** How it ended, the last time where there are several; null where nobody could see it. */
	exit: Exit.nullable(),
	/** When, the first time. */
	at: z.iso.datetime(),
	/** How often. */
	times: z.int().positive(),
	/** The cells whose calls it had then, or had had just before, those that ended first at the front. */
	suspects: z.array(z.string()),
	/** The line of its log that names its fault, or its last one; null where it said nothing. */
	said: z.string().nullable(),
});
export type Death = z.infer<typeof Death>;

/** How long the jobs of a pair took, in milliseconds; those of timed scenarios left out. */
export const Latency = z.strictObject({
	server: z.string(),
	client: z.string(),
	transport: Transport,
	jobs: z.int().positive(),
	/** Half of the jobs took no longer, and so on. */
	p50: z.number(),
	p90: z.number(),
	p99: z.number(),
	max: z.number(),
});
export type Latency = z.infer<typeof Latency>;

export const Results = z.strictObject({
	run: z.strictObject({
		id: z.string(),
		started: z.string(),
		ended: z.string().nullable(),
		runtime: Runtime,
		runtime_reason: z.string(),
		command: z.string(),
		filters: z.record(z.string(), z.array(z.string())),
		interrupted: z.boolean(),
		/** Only where each cell ran more than once, or in an order of its own. */
		repeat: z
			.strictObject({
				times: z.int().positive(),
				/** `--seed`: with it, the same run can be done again. */
				seed: z.int().nonnegative(),
			})
			.optional(),
	}),
	peers: z.array(ResultPeer),
	scenarios: z.array(ResultScenario),
	preflight: z.array(ResultPreflight),
	ledger: z.array(ResultLedgerEntry),
	blame: z.array(Blame),
	/** Absent where none died, and in what older versions wrote. */
	deaths: z.array(Death).optional(),
	cells: z.array(ResultCell),
	summary: Summary,
	/** By server, client and transport, in the order of the cells. */
	latency: z.array(Latency).optional(),
});
export type Results = z.infer<typeof Results>;

/** `cells/…` details for the report: what a cell was to show and what it showed, normalised. */
export const CellDetail = z.strictObject({
	cell: z.string(),
	batch: z.string().nullable(),
	instance: z.string().nullable(),
	/** The step address (a.finish) where the first difference lies, if any. */
	at: z.string().nullable(),
	expected: z.unknown(),
	observed: z.unknown(),
	/** Which ledger entry it falls under, if any. */
	ledger: z.string().nullable(),
	/** The parties of its group by observation, where they are more than one: lists of cell ids. */
	parties: z.array(z.array(z.string())),
});
export type CellDetail = z.infer<typeof CellDetail>;
export const Details = z.strictObject({ details: z.array(CellDetail) });
