/** A run as its folder has it from its first moment on, whatever becomes of it. */
import type { Origin } from "../model/origin.ts";
import type { BatchPlan, Plan } from "../model/plan.ts";
import type { BatchRecord, RunRecord } from "../model/record.ts";
import type { Scenario } from "../model/scenario.ts";
import type { RunFolder } from "../run/folder.ts";
import { loadRows } from "../scenarios/rows.ts";
import { failuresOf } from "./failures.ts";
import { type Loudness, Progress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export interface Recorded {
	readonly id: string;
	/** Null where it is no run that others could be joined to. */
	readonly origin: Origin | null;
	readonly plan: Plan;
	readonly scenarios: readonly Scenario[];
	readonly folder: RunFolder;
	readonly loudness: Loudness;
	/** Asked at the end. */
	readonly interrupted: () => boolean;
	/** Told of each batch that is over, and whether any of it is not as it should be. */
	readonly over?: (record: BatchRecord, batch: BatchPlan, bad: boolean) => void;
}

/** Writes the frame of the run, has it carried out, and writes how it ended: nothing, where `carryOut` rejects. */
export async function recorded(
	{ id, origin, plan, scenarios, folder, loudness, interrupted, over }: Recorded,
	terminal: Terminal,
	carryOut: (events: Progress) => Promise<unknown>,
): Promise<void> {
	const record: RunRecord = {
		id,
		started: new Date().toISOString(),
		ended: null,
		interrupted: false,
		...(origin && { origin }),
	};
	folder.write("run.json", record);
	folder.write("scenarios.json", { scenarios });
	folder.write("rows.json", { rows: loadRows() });
	folder.write("plan.json", plan);
	folder.write("peers.json", { peers: [] });
	const failures = failuresOf(plan, scenarios, interrupted);
	const heard = (batchRecord: BatchRecord, batch: BatchPlan) => {
		const lines = failures(batchRecord, batch);
		over?.(batchRecord, batch, lines.length > 0);
		return lines;
	};
	const progress = new Progress(terminal.progress, plan, heard, loudness);
	try {
		await carryOut(progress);
	} finally {
		progress.end();
	}
	const ended = new Date().toISOString();
	folder.write("run.json", { ...record, ended, interrupted: interrupted() });
}
