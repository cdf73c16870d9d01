/** Which scenarios a shard has: all cells of a scenario are in one, since agreement compares them. */
import { createHash } from "node:crypto";
import { UsageError } from "../model/error.ts";
import type { Shard } from "../model/origin.ts";
import type { Times } from "../model/times.ts";

/**
 * Deals scenarios out to `of` shards; returns a shard's number, from 1 on, for an id.
 *
 * Balanced: measured ones are dealt in the order of `times`, each to the shard that has least so far.
 * Stable: the answer depends on `of` and `times` alone, never on which other scenarios there are, and what
 * is appended to `times` changes nothing before it. What was not measured yet goes by rendezvous hashing:
 * to the shard whose hash together with the id is highest.
 */
export function dealer(of: number, times: Times): (scenario: string) => number {
	const loads = Array.from({ length: of }, () => 0);
	const dealt = new Map<string, number>();
	for (const [scenario, ms] of Object.entries(times)) {
		const least = loads.indexOf(Math.min(...loads));
		loads[least] = (loads[least] ?? 0) + ms;
		dealt.set(scenario, least + 1);
	}
	return (scenario) => dealt.get(scenario) ?? byRendezvous(scenario, of);
}

function byRendezvous(scenario: string, of: number): number {
	const ranks = Array.from({ length: of }, (_, index) => rank(scenario, index + 1));
	return ranks.indexOf(ranks.toSorted().at(-1) ?? "") + 1;
}

function rank(scenario: string, shard: number): string {
	return createHash("sha256").update(`${shard} ${scenario}`).digest("hex");
}

/** The scenarios by the shards that have any, which are sorted. */
export function dealt<T extends { readonly id: string }>(
	scenarios: readonly T[],
	of: number,
	times: Times,
): Map<number, T[]> {
	const shardOf = dealer(of, times);
	const shards = Map.groupBy(scenarios, ({ id }) => shardOf(id));
	return new Map([...shards].sort(([one], [other]) => one - other));
}

/** What a shard has of the scenarios, and which shards have any. Throws UsageError where this one has none. */
export function shardOf<T extends { readonly id: string }>(
	scenarios: readonly T[],
	{ index, of }: Shard,
	times: Times,
): { readonly scenarios: T[]; readonly filled: number[] } {
	const shards = dealt(scenarios, of, times);
	const filled = [...shards.keys()];
	const own = shards.get(index);
	if (own !== undefined) return { scenarios: own, filled };
	throw new UsageError(
		`--shard ${index}/${of}: none of the ${scenarios.length} selected scenarios falls into it; there are some in ${filled.map((one) => `${one}/${of}`).join(", ")}`,
		"Use fewer shards, or filter less.",
	);
}
