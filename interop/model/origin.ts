/** What a run was made from, so that runs can be told apart that must not be joined. */
import { z } from "zod";

const Digest = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hex");

/** One part of n of the selected scenarios. */
export const Shard = z.strictObject({
	/** From 1 to `of`. */
	index: z.int().positive(),
	of: z.int().positive(),
});
export type Shard = z.infer<typeof Shard>;

export const Origin = z.strictObject({
	/** Of the harness's own sources and its locked dependencies. */
	harness: Digest,
	/** Of all scenarios as they were loaded, and of the databases. */
	catalogue: Digest,
	/** Of the ledger, with what `--ledger` adds. */
	ledger: Digest,
	/** By peer that the run needed: of the files in its folder, or of what it is attached by. */
	peers: z.record(z.string(), Digest),
	/** Null where the run is no shard. `filled`: the shards of the same selection that have a scenario. */
	shard: Shard.extend({ filled: z.array(z.int().positive()) }).nullable(),
});
export type Origin = z.infer<typeof Origin>;
