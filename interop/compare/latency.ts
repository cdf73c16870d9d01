/** How long the jobs of each pair took. */

import type { BatchRecord } from "../model/record.ts";
import type { Latency, ResultCell } from "../model/results.ts";
import type { Scenario } from "../model/scenario.ts";

/** What a job took. */
export type Sample = Pick<ResultCell, "server" | "client" | "transport" | "scenario" | "ms">;

/** By server, client and transport. Jobs that did not run are left out, and such as wait by the clock. */
export function latencyOf(
	samples: readonly Sample[],
	scenarios: readonly Pick<Scenario, "id" | "timed">[],
): Latency[] {
	const timed = new Set(scenarios.flatMap(({ id, timed }) => (timed ? [id] : [])));
	const counted = samples.filter(({ scenario, ms }) => ms !== null && !timed.has(scenario));
	const pairs = Map.groupBy(counted, (sample) =>
		[sample.server, sample.client, sample.transport].join("/"),
	);
	return [...pairs.values()].flatMap((group) => {
		const [first] = group;
		if (first === undefined) return [];
		const { server, client, transport } = first;
		const sorted = group.flatMap(({ ms }) => ms ?? []).sort((one, other) => one - other);
		return [
			{
				server,
				client,
				transport,
				jobs: sorted.length,
				p50: percentile(sorted, 50),
				p90: percentile(sorted, 90),
				p99: percentile(sorted, 99),
				max: percentile(sorted, 100),
			},
		];
	});
}

/** The smallest of the sorted values that at least so many percent of them do not exceed. */
export function percentile(sorted: readonly number[], percent: number): number {
	return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

/** What a job took: to its last event, where the driver tells of them; else since the line before its own. */
export function jobMs({ line, ms }: BatchRecord["jobs"][number]): number {
	const last = line.events?.at(-1);
	return last === undefined ? ms : Math.round(last[0] * 10) / 10;
}
