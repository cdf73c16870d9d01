/** What a run found, small enough to be committed and reviewed: `reports/baseline.json`. */
import { z } from "zod";
import { ObservedVersion } from "./observed.ts";
import { Check } from "./plan.ts";
import { Summary } from "./results.ts";
import { Outcome, Runtime, ScenarioId, Transport } from "./words.ts";

/**
 * Cells of one scenario as `servers/clients/transports`: each part a list with commas, or `*` for all
 * that the baseline has of its kind.
 */
export const CellPattern = z
	.string()
	.regex(
		/^[^/]+\/[^/]+\/(\*|(plaintext|tls|mtls)(,(plaintext|tls|mtls))*)$/,
		"expected servers/clients/transports",
	);

/** Cells of a scenario that did not plainly pass, with the same word and the same sight. */
export const BaselineCells = z.strictObject({
	outcome: Outcome.exclude(["passed"]),
	cells: z.array(CellPattern).min(1),
	/** A digest of what was seen in them; null where nothing was to be seen. */
	seen: z.string().nullable(),
});
export type BaselineCells = z.infer<typeof BaselineCells>;

export const BaselineScenario = z.strictObject({
	/** The cells that there were; all of the matrix where absent. Those that `not` leaves out passed. */
	cells: z.array(CellPattern).min(1).optional(),
	not: z.array(BaselineCells).min(1).optional(),
});
export type BaselineScenario = z.infer<typeof BaselineScenario>;

export const Baseline = z.strictObject({
	run: z.strictObject({
		id: z.string(),
		started: z.string(),
		runtime: Runtime,
		filters: z.record(z.string(), z.array(z.string())),
	}),
	/** Sorted by role and name. */
	peers: z.array(ObservedVersion),
	transports: z.array(Transport),
	summary: Summary,
	/** Sorted by id. */
	scenarios: z.record(ScenarioId, BaselineScenario),
	/** The checks that failed, sorted. */
	preflight: z.array(
		z.strictObject({ server: z.string(), client: z.string(), transport: Transport, check: Check }),
	),
	/** By `server/client/transport`: the median of its jobs, in milliseconds; timed scenarios left out. */
	latency: z.record(z.string(), z.number()),
});
export type Baseline = z.infer<typeof Baseline>;
