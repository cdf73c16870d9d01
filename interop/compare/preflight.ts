/** The preflight: connections that a server and a client must refuse each other. */
import type { BatchPlan, Plan } from "../model/plan.ts";
import type { BatchRecord } from "../model/record.ts";
import type { Results } from "../model/results.ts";
import { distrust } from "./trust.ts";

type Preflight = Results["preflight"][number];

/**
 * One line per pair, transport and check that ran: of a merged run, whose parts tried each, the first that
 * was not refused, if one. Where the run was cut off, only what was seen.
 */
export function judgePreflight(
	plan: Plan,
	records: ReadonlyMap<string, BatchRecord>,
	cutOff: boolean,
): Preflight[] {
	const instances = new Map(plan.instances.map((instance) => [instance.id, instance]));
	const tried = plan.batches.flatMap((batch): Preflight[] => {
		const instance = instances.get(batch.instance);
		const record = records.get(batch.id);
		if (batch.preflight === null || !instance) return [];
		if (cutOff && (!record || record.distrust !== null)) return [];
		return [
			{
				server: instance.server,
				client: batch.client,
				transport: instance.transport,
				check: batch.preflight.check,
				...verdict(batch, batch.preflight.job, record),
			},
		];
	});
	const byCheck = Map.groupBy(tried, ({ server, client, transport, check }) =>
		[server, client, transport, check].join("/"),
	);
	return [...byCheck.values()].flatMap((group) => group.find(({ ok }) => !ok) ?? group.slice(0, 1));
}

function verdict(
	batch: BatchPlan,
	job: string,
	record: BatchRecord | undefined,
): Pick<Preflight, "ok" | "seen"> {
	if (!record) return { ok: false, seen: "could not run: it left no transcript" };
	const why = distrust(record, batch, [job], () => undefined);
	if (why !== null) return { ok: false, seen: `could not run: ${why}` };
	const line = record.jobs.find((answer) => answer.line.job === job)?.line;
	const finish = line?.results[2];
	if (line?.end !== "completed" || !finish || !("status" in finish)) {
		return { ok: false, seen: `${line?.end}: ${line?.why}` };
	}
	if (finish.status === "OK") return { ok: false, seen: "OK: it connected, and was answered" };
	// Anything else than UNAVAILABLE means that a connection was made, or that it hung.
	const ok = finish.status === "UNAVAILABLE";
	return {
		ok,
		seen: `${ok ? "refused" : "not refused"}: ${finish.status} ${finish.details}`.trim(),
	};
}
