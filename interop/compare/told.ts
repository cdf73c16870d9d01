/** What the server told of a call against what the scenario says it must have seen. */
import type { ExpectedWitness, Script } from "../model/scenario.ts";
import { CALL_KEY, type Witness } from "../model/server-lines.ts";
import type { Mismatch } from "./expectation.ts";

/** The first call of which the server tells something else; null where all is as it must be. */
export function firstUntold(
	all: Script["witness"],
	witnesses: readonly Witness[],
): Mismatch | null {
	for (const [call, expected] of Object.entries(all)) {
		const theirs = witnesses.filter((witness) => callOf(witness) === call);
		const { before, ...rest } = expected;
		const observed = differing(rest, theirs) ?? early(before, theirs, witnesses);
		if (observed !== null) return { at: `${call}.witness`, expected, observed, partial: true };
	}
	return null;
}

/** Which calls came after it, where the one that must have did not; null where it did. */
function early(
	before: string | undefined,
	theirs: readonly Witness[],
	all: readonly Witness[],
): Record<string, unknown> | null {
	if (before === undefined) return null;
	const last = all.findLastIndex((witness) => theirs.includes(witness));
	const later = all.slice(last + 1).map(callOf);
	return later.includes(before) && !all.slice(0, last).map(callOf).includes(before)
		? null
		: { before: later };
}

/** Which call of its script a call was; null where the server tells no metadata. */
function callOf({ metadata }: Witness): string | null {
	return metadata?.find(([key]) => key === CALL_KEY)?.[1][0] ?? null;
}

/** What is not as expected, by key; null where nothing. The last arrival counts, where there were several. */
function differing(
	{ count = 1, metadata, ...expected }: Omit<ExpectedWitness, "before">,
	witnesses: readonly Witness[],
): Record<string, unknown> | null {
	const last = witnesses.at(-1);
	if (!lies(witnesses.length, count) || last === undefined) {
		return witnesses.length === 0 && count === 0 ? null : { count: witnesses.length };
	}
	const wrong = Object.entries(expected).flatMap(([key, wanted]) => {
		const seen = last[key as keyof typeof expected];
		return lies(seen, wanted) ? [] : [[key, seen ?? null] as const];
	});
	const missing = (metadata ?? []).filter(([key, values]) => {
		const arrived = last.metadata?.find(([name]) => name === key)?.[1];
		return JSON.stringify(arrived) !== JSON.stringify(values);
	});
	if (missing.length > 0) {
		const keys = new Set(missing.map(([key]) => key));
		wrong.push(["metadata", (last.metadata ?? []).filter(([key]) => keys.has(key)) as never]);
	}
	return wrong.length === 0 ? null : Object.fromEntries(wrong);
}

/** True where the value is the wanted one, or lies within the wanted bounds. */
function lies(seen: unknown, wanted: unknown): boolean {
	if (typeof wanted !== "object" || wanted === null) return seen === wanted;
	const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = wanted as {
		readonly from?: number;
		readonly to?: number;
	};
	return typeof seen === "number" && seen >= from && seen <= to;
}
