/** What servers saw, by repetition: over a whole run it is one list, and hundreds of thousands of lines long. */
import type { Plan } from "../model/plan.ts";
import type { InstanceRecord } from "../model/record.ts";

/** A function that gives the servers' records with what they saw of the cells of one repetition's plan. */
export function seenIn(
	instances: readonly InstanceRecord[],
): (its: Pick<Plan, "batches" | "cells">) => InstanceRecord[] {
	const servers = instances.map((record) => ({
		record,
		byJob: Map.groupBy(record.witnesses, ({ cell }) => cell),
	}));
	return ({ batches, cells }) => {
		const jobs = new Map(cells.map(({ id, job }) => [id, job]));
		const sent = Map.groupBy(batches, ({ instance }) => instance);
		return servers.map(({ record, byJob }) => {
			const theirs = (sent.get(record.instance) ?? []).flatMap((batch) => batch.cells);
			const witnesses = theirs.flatMap((id) => byJob.get(jobs.get(id) ?? "") ?? []);
			return { ...record, witnesses };
		});
	};
}
