/** What a bench leaves behind, `bench.json`: every attempt, and what is told of them. */
import { z } from "zod";
import { Behaviour, Mode } from "../../interop/model/words.ts";
import { FEATURES } from "./loads.ts";

/** Sizes of the databases. */
export const Features = z.literal(FEATURES);

/** The transports that are measured. */
export const BenchTransport = z.enum(["plaintext", "tls"]);
export type BenchTransport = z.infer<typeof BenchTransport>;

/** One load of a few seconds on one server. Latencies are null where nothing was answered. */
export const Attempt = z.strictObject({
	/** Counted from 1; the attempts of one round follow each other. */
	round: z.int().positive(),
	/** Calls that ended OK, and messages that they were about: answers, points, or notes and answers. */
	calls: z.int().nonnegative(),
	messages: z.int().nonnegative(),
	/** From the first call's beginning to the last one's end. */
	seconds: z.number().nonnegative(),
	/** Calls a second where the mode is unary, messages a second where it streams. */
	rate: z.number().nonnegative(),
	/** Of a call; of a turn where the mode is bidirectional streaming. */
	p50_ms: z.number().nullable(),
	p99_ms: z.number().nullable(),
	/** Of the server's processes, user and system, for 1,000 calls. */
	cpu_seconds_per_1000_calls: z.number().nullable(),
	/** Of the server's processes, after the load. */
	resident_bytes: z.int().nonnegative(),
	failed: z.int().nonnegative(),
	/** The first failure; null where there is none. */
	failure: z.string().nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** What is measured of one server in one mode. */
export const Cell = z.strictObject({
	server: z.string(),
	mode: Mode,
	features: Features,
	transport: BenchTransport,
	/** Calls that were open at once. */
	in_flight: z.int().positive(),
	/** Messages that a call is about: answers, points, or turns. */
	per_call: z.int().positive(),
	attempts: z.array(Attempt),
});
export type Cell = z.infer<typeof Cell>;

/** One instance of a server, for all the modes of one database and transport. */
export const Instance = z.strictObject({
	server: z.string(),
	features: Features,
	transport: BenchTransport,
	/** From its start until it was ready; the database is loaded then. */
	ready_ms: z.number().nonnegative(),
	/** Before the first call. */
	resident_bytes: z.int().nonnegative(),
	/** Why it could not be measured, or not to the end; null where it could. */
	failed: z.string().nullable(),
});
export type Instance = z.infer<typeof Instance>;

export const BenchServer = z.strictObject({
	name: z.string(),
	title: z.string(),
	behaviour: Behaviour,
	/** As it says itself; null for servers that say nothing. */
	language: z.string().nullable(),
	grpc: z.string().nullable(),
});
export type BenchServer = z.infer<typeof BenchServer>;

export const BenchResults = z.strictObject({
	version: z.literal(1),
	started: z.iso.datetime(),
	ended: z.iso.datetime(),
	/** True where it was ended by a signal: what is missing did not run then. */
	interrupted: z.boolean(),
	command: z.string(),
	rounds: z.int().positive(),
	/** Of a load; the warm-up before the first round is as long. */
	seconds: z.number().positive(),
	machine: z.strictObject({
		cores: z.int().positive(),
		cpu: z.string(),
		memory_bytes: z.int().positive(),
		system: z.string(),
		node: z.string(),
	}),
	/** Who made the load: program and version. */
	load_makers: z.record(z.string(), z.string()),
	servers: z.array(BenchServer),
	instances: z.array(Instance),
	cells: z.array(Cell),
});
export type BenchResults = z.infer<typeof BenchResults>;
