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

/** A run's facts, repetition by repetition: the transcripts of one at a time are enough to hold. */
export interface RepeatedFacts {
	/** With all of its repetitions. */
	readonly plan: Plan;
	/** With all that they saw. */
	readonly instances: readonly InstanceRecord[];
	/** The facts of one, counted from 1, as if it had been the whole run. */
	factsOf(repetition: number): RunFacts;
}
