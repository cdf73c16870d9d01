/** What differs between two runs, or a run and a baseline: `changes.json` of the later run's folder. */
import { z } from "zod";
import { ObservedChange, ObservedVersion } from "./observed.ts";
import { ResultPreflight } from "./results.ts";
import { Outcome, Runtime, ScenarioId, Transport } from "./words.ts";

/** One side of a comparison. */
export const Side = z.strictObject({
	/** The run's id; of a baseline, that of the run which it was made from. */
	run: z.string(),
	/** When that run started, ISO 8601. */
	started: z.string(),
	runtime: Runtime,
	/** True where it was read from a baseline file. */
	baseline: z.boolean(),
});
export type Side = z.infer<typeof Side>;

/** A cell that is not what it was. */
export const CellChange = z.strictObject({
	server: z.string(),
	client: z.string(),
	transport: Transport,
	scenario: ScenarioId,
	/** Null where the earlier side has no such cell. */
	before: Outcome.nullable(),
	after: Outcome,
	/** What the later run says of it; null where it passed. */
	reason: z.string().nullable(),
});
export type CellChange = z.infer<typeof CellChange>;

/** A version that moved: the same server or client, before and after. */
export const VersionChange = z.strictObject({
	role: z.enum(["server", "client"]),
	name: z.string(),
	before: ObservedVersion.pick({ language: true, grpc: true }),
	after: ObservedVersion.pick({ language: true, grpc: true }),
});
export type VersionChange = z.infer<typeof VersionChange>;

/** A pair whose jobs take longer: the median of them, in milliseconds. */
export const SlowerPair = z.strictObject({
	server: z.string(),
	client: z.string(),
	transport: Transport,
	before: z.number(),
	after: z.number(),
});
export type SlowerPair = z.infer<typeof SlowerPair>;

const PeerName = VersionChange.pick({ role: true, name: true });

/**
 * Only what both sides ran is compared; what one of them left out is no change, but for scenarios and
 * peers, which are new or gone. Every list is in the order of the later run, or sorted where it has none.
 */
export const Changes = z.strictObject({
	before: Side,
	after: Side,
	/** Red now, and not red in that way before; those that are new and red as well. */
	failures: z.array(CellChange),
	/** Red before, and no longer. */
	fixed: z.array(CellChange),
	/** Red before, and red in the same way now. */
	known: z.array(CellChange),
	/** The same verdict, green or red, and yet something else was seen, or another word is said of it. */
	changed: z.array(CellChange),
	/** Texts of statuses and the like, which no verdict is about; null where one side has no record of them. */
	observations: z.array(ObservedChange).nullable(),
	scenarios: z.strictObject({ new: z.array(ScenarioId), gone: z.array(ScenarioId) }),
	peers: z.strictObject({ new: z.array(PeerName), gone: z.array(PeerName) }),
	/** Preflight checks that failed now and not before, and the other way round. */
	preflight: z.strictObject({
		failed: z.array(ResultPreflight),
		fixed: z.array(ResultPreflight.omit({ ok: true, seen: true })),
		known: z.array(ResultPreflight),
	}),
	versions: z.array(VersionChange),
	slower: z.array(SlowerPair),
});
export type Changes = z.infer<typeof Changes>;
