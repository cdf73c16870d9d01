/** All that a run leaves for the stages after it. */
import type { Plan } from "./plan.ts";
import type { BatchRecord, InstanceRecord, PeerRecord, RunRecord } from "./record.ts";
import type { Scenario } from "./scenario.ts";
import type { RelayRecord } from "./wire.ts";

export interface RunFacts {
	readonly run: RunRecord;
	readonly plan: Plan;
	readonly scenarios: readonly Scenario[];
	readonly peers: readonly PeerRecord[];
	readonly batches: readonly BatchRecord[];
	/** With what they saw of this repetition's cells. */
	readonly instances: readonly InstanceRecord[];
	readonly relays: readonly RelayRecord[];
}

/**
 * A run's facts, repetition by repetition: the transcripts of one at a time are enough to hold. The plan is
 * that of all of them, and the servers have all that they saw.
 */
export interface RepeatedFacts extends Omit<RunFacts, "batches" | "relays"> {
	/** The facts of one, counted from 1, as if it had been the whole run; read anew each time. */
	factsOf(repetition: number): RunFacts;
}
