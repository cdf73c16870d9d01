/** What a bench of the harness leaves behind, `harness.json`. */
import { z } from "zod";

/** One run of the harness. */
export const HarnessRun = z.strictObject({
	round: z.int().positive(),
	cells: z.int().nonnegative(),
	/** From the command's start to its end. */
	wall_seconds: z.number().positive(),
	/** Before the first batch: loading, planning, setting up, the preflight's servers. */
	start_seconds: z.number(),
	/** From the first batch's start to the last one's end. */
	running_seconds: z.number().positive(),
	/** Of the wall clock, in which no driver was at work. */
	share_outside_peers: z.number(),
	/** By the time from first to last cell. */
	cells_per_second: z.number(),
});
export type HarnessRun = z.infer<typeof HarnessRun>;

/** One run of connectconformance, which does not say when its first case begins: by its whole time. */
export const ConformanceRun = z.strictObject({
	round: z.int().positive(),
	/** Its peer: the Go program that it tests. */
	peer: z.string(),
	cases: z.int().nonnegative(),
	wall_seconds: z.number().positive(),
	cases_per_second: z.number(),
});
export type ConformanceRun = z.infer<typeof ConformanceRun>;

export const HarnessResults = z.strictObject({
	version: z.literal(1),
	started: z.iso.datetime(),
	ended: z.iso.datetime(),
	command: z.string(),
	/** Scenarios that ran, and those left out because they wait by their script. */
	scenarios: z.int().nonnegative(),
	with_pauses: z.int().nonnegative(),
	conformance: z.strictObject({ version: z.string(), skipped: z.array(z.string()) }),
	harness: z.array(HarnessRun),
	connectconformance: z.array(ConformanceRun),
});
export type HarnessResults = z.infer<typeof HarnessResults>;
