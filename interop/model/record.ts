/** What a run leaves behind for `compare`: one record per batch and per server instance, and the peers. */
import { z } from "zod";
import { HelloLine, JobLine } from "./batch.ts";
import { Origin, Shard } from "./origin.ts";
import { ReadyLine, Witness } from "./server-lines.ts";

/** How a program ended. */
export const Exit = z.strictObject({
	code: z.int().nullable(),
	signal: z.string().nullable(),
});
export type Exit = z.infer<typeof Exit>;

/** How a program ended, in words. */
export function describeExit({ code, signal }: Exit): string {
	return signal === null ? `exit code ${code}` : `killed by ${signal}`;
}

/** `transcripts/<batch>.json`: what one driver said of one batch. */
export const BatchRecord = z.strictObject({
	batch: z.string(),
	started: z.iso.datetime(),
	ended: z.iso.datetime(),
	/** Null where the driver never said hello. */
	hello: HelloLine.shape.hello.nullable(),
	/** The job lines as they came, probes included; `ms` is the time since the line before. */
	jobs: z.array(z.strictObject({ line: JobLine, ms: z.number() })),
	/** How many job lines the driver's `done` line claims; null where it printed none. */
	done: z.int().nullable(),
	/** Why the batch cannot be trusted or did not run; null where it can be. */
	distrust: z.string().nullable(),
	/** What to do about that. */
	hint: z.string().nullable(),
	exit: Exit.nullable(),
	/** The argv, for whoever wants to run it by hand. */
	command: z.array(z.string()),
});
export type BatchRecord = z.infer<typeof BatchRecord>;

/** `servers/<instance>.json`: what one server instance said. */
export const InstanceRecord = z.strictObject({
	instance: z.string(),
	/** Null for servers that announce nothing, and for such as did not start. */
	ready: ReadyLine.nullable(),
	/** Milliseconds that its starts took, all of them together; absent where it was not ours to start. */
	start_ms: z.number().nonnegative().optional(),
	/** Null where it started. */
	failed: z.strictObject({ why: z.string(), hint: z.string() }).nullable(),
	witnesses: z.array(Witness),
	/** Null where it was ended by us. */
	exit: Exit.nullable(),
	/** True where it ended by itself, before it was told to. */
	died: z.boolean(),
	/** The line of its log that names its fault, or its last one; only where it died and said something. */
	said: z.string().optional(),
	/** When it was away: from such an end until it stood again; null where it did not. */
	away: z
		.array(z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime().nullable() }))
		.default([]),
	command: z.array(z.string()),
});
export type InstanceRecord = z.infer<typeof InstanceRecord>;

/** `peers.json`: what was set up, and what could not be. */
export const PeerRecord = z.strictObject({
	peer: z.string(),
	title: z.string(),
	/** Image id, where it runs in a container. */
	image: z.string().nullable(),
	/** Null where it is ready. */
	failed: z.strictObject({ why: z.string(), hint: z.string() }).nullable(),
	/** Seconds the set-up or build took. */
	seconds: z.number(),
});
export type PeerRecord = z.infer<typeof PeerRecord>;

/** `run.json`: the frame of a run. */
export const RunRecord = z.strictObject({
	id: z.string(),
	started: z.iso.datetime(),
	ended: z.iso.datetime().nullable(),
	interrupted: z.boolean(),
	/** Absent in what older versions wrote: such a run cannot be merged. */
	origin: Origin.optional(),
	/** Of a merged run: the runs that it is made of, in their order; their files begin with `p1.`, `p2.` … */
	parts: z.array(z.strictObject({ id: z.string(), shard: Shard.nullable() })).optional(),
});
export type RunRecord = z.infer<typeof RunRecord>;

/** True where the run came to its end by itself: everything that it was to leave was written. */
export function hasEnded({ ended, interrupted }: RunRecord): boolean {
	return ended !== null && !interrupted;
}
