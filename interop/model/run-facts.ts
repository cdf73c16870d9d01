/** All that a run leaves for the stages after it. */
import type { Plan } from "./plan.ts";
import type { BatchRecord, InstanceRecord, PeerRecord, RunRecord } from "./record.ts";
import type { Scenario } from "./scenario.ts";

export interface RunFacts {
	readonly run: RunRecord;
	readonly plan: Plan;
	readonly scenarios: readonly Scenario[];
	readonly peers: readonly PeerRecord[];
	readonly batches: readonly BatchRecord[];
	readonly instances: readonly InstanceRecord[];
}
