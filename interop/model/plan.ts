/** The plan of a run, `plan.json`: every cell, the server instances it needs, the batches that carry it. */
import { z } from "zod";
import { ChannelOptions, ContractVersion } from "./batch.ts";
import { ResolvedEntry } from "./ledger.ts";
import { ServerSettings } from "./scenario.ts";
import { ClientTls, ServerCertificate } from "./tls.ts";
import { Via } from "./via.ts";
import { Behaviour, KebabName, Runtime, ScenarioId, Transport } from "./words.ts";

/** A point that stands for a named place in one cell; in E7 degrees, latitude ≠ longitude. */
export const Place = z.strictObject({ latitude: z.int(), longitude: z.int() });
export type Place = z.infer<typeof Place>;

export const Cell = z.strictObject({
	/** `cellId` of it. */
	id: z.string(),
	server: KebabName,
	client: KebabName,
	transport: Transport,
	scenario: ScenarioId,
	behaviour: Behaviour,
	/** The job that carries it, and the value of its calls' `x-interop-cell`. */
	job: z.string(),
	/** Null where peer.yaml declares it unsupported and it is therefore run only to hold that to account. */
	unsupported: z.strictObject({ reason: z.string(), link: z.string().nullable() }).nullable(),
	places: z.record(z.string(), Place),
});
export type Cell = z.infer<typeof Cell>;

/** As a cell is called everywhere: server/client/transport/scenario. */
export function cellId({
	server,
	client,
	transport,
	scenario,
}: Pick<Cell, "server" | "client" | "transport" | "scenario">): string {
	return `${server}/${client}/${transport}/${scenario}`;
}

/** One running server: shared by many batches, or of one batch alone. */
export const Instance = z.strictObject({
	/** E.g. go.tls, go.tls.duplicates, go.tls.own.3 */
	id: z.string(),
	server: KebabName,
	transport: Transport,
	database: KebabName,
	/** Flags beyond those that every server is given. */
	settings: ServerSettings,
	/** What it shows, over TLS. */
	certificate: ServerCertificate,
	own: z.boolean(),
	/** How often it is started again, at the same address, as soon as it has ended. */
	restarts: z.int().nonnegative(),
});
export type Instance = z.infer<typeof Instance>;

export const Check = z.enum([
	"wrong-name",
	"unknown-ca",
	"plaintext-into-tls",
	"tls-into-plaintext",
	"no-client-certificate",
]);
export type Check = z.infer<typeof Check>;

/** A job that probes the driver's honesty: `madeUp` is a step, or a key in a known step, that none knows. */
export const Probe = z.strictObject({ job: z.string(), madeUp: z.string() });
export type Probe = z.infer<typeof Probe>;

export const BatchPlan = z.strictObject({
	/** E.g. ts.go.tls.1 */
	id: z.string(),
	client: KebabName,
	instance: z.string(),
	/** Batches of one session are carried out by one start of the driver, one after another. */
	session: z.string(),
	/** Set for a batch of the preflight, which has one job and no cells. */
	preflight: z.strictObject({ check: Check, job: z.string() }).nullable(),
	/** Jobs at once within the driver. */
	parallel: z.int().positive(),
	/** Calls it may hold open on the server at once; counts against max-open-calls. */
	weight: z.int().positive(),
	/** True where the clock decides: started when nothing heavy is about to. */
	timed: z.boolean(),
	/** Ids of the cells, in the order of their jobs. */
	cells: z.array(z.string()),
	probes: z.strictObject({ step: Probe, key: Probe }),
	channel: ChannelOptions,
	/** How its driver uses TLS; what is absent is as the instance's transport has it. */
	tls: ClientTls,
	/** Which repetition of the cells it is, from 1 on. */
	repetition: z.int().positive().default(1),
	/** What lies between the driver and the server; null where nothing. */
	via: Via.nullable(),
});
export type BatchPlan = z.infer<typeof BatchPlan>;

export const PlannedServer = z.strictObject({
	name: KebabName,
	peer: z.string(),
	behaviour: Behaviour,
	witness: z.boolean(),
	/** False for peers from --peers: they have no vote on agreement. */
	votes: z.boolean(),
	max_open_calls: z.int().positive().nullable(),
	/** Where it can be read, of a program that is taken as others have published it. */
	unmodified: z.url().optional(),
});
export const PlannedClient = z.strictObject({
	name: KebabName,
	peer: z.string(),
	votes: z.boolean(),
	/** The version of the driver contract that it is held to. */
	contract: ContractVersion,
});

/** How often each cell runs. Jobs and places in `cells` are those of the first repetition. */
export const Repeat = z.strictObject({
	times: z.int().positive(),
	/** What the orders are drawn from; null where all is in the order of the catalogue. */
	seed: z.int().nonnegative().nullable(),
	/** How many numbers of jobs, and how many places, a repetition takes: the next one goes on there. */
	jobs: z.int().nonnegative(),
	places: z.int().nonnegative(),
});
export type Repeat = z.infer<typeof Repeat>;

export const Plan = z.strictObject({
	runtime: Runtime,
	runtime_reason: z.string(),
	/** The command as it was typed, for the report. */
	command: z.string(),
	filters: z.record(z.string(), z.array(z.string())),
	/** Milliseconds a job may take where its scenario says nothing. */
	limit_ms: z.int().positive(),
	servers: z.array(PlannedServer),
	clients: z.array(PlannedClient),
	transports: z.array(Transport),
	instances: z.array(Instance),
	batches: z.array(BatchPlan),
	cells: z.array(Cell),
	ledger: z.array(ResolvedEntry),
	repeat: Repeat.default({ times: 1, seed: null, jobs: 0, places: 0 }),
});
export type Plan = z.infer<typeof Plan>;
