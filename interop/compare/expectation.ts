/** A normalised transcript against what the scenario expects: a partial match, step by step. */
import { isDeepStrictEqual } from "node:util";
import type { ExpectedStep, Script } from "../model/scenario.ts";
import { stepAddresses } from "../model/scenario.ts";

/** The first step that is not as expected. */
export interface Mismatch {
	/** Its address, e.g. a.finish. */
	readonly at: string;
	readonly expected: unknown;
	/** The same keys of what was seen; undefined where the step was not reached. */
	readonly observed: unknown;
	/** True where `observed` has nothing but the keys that are wrong, and bounds may be expected. */
	readonly partial?: boolean;
}

type Seen = readonly Readonly<Record<string, unknown>>[];

/** Null where every step is as `expected` says. What an expected step does not name is not looked at. */
export function firstMismatch(
	script: Script,
	expected: readonly ExpectedStep[],
	seen: Seen,
): Mismatch | null {
	const addresses = stepAddresses(script.steps);
	for (const [index, address] of addresses.entries()) {
		const wanted = expected[index] ?? null;
		const result = seen[index];
		if (result === undefined) return { at: address, expected: wanted, observed: undefined };
		const compared = wanted === null ? result : only(result, Object.keys(wanted));
		// A step that shows nothing must show nothing; one that ended early must be expected to.
		const extra = wanted !== null && "ended" in result && !("ended" in wanted);
		if (!extra && isDeepStrictEqual(compared, wanted ?? {})) continue;
		return { at: address, expected: wanted ?? {}, observed: extra ? result : compared };
	}
	return null;
}

function only(
	result: Readonly<Record<string, unknown>>,
	keys: readonly string[],
): Record<string, unknown> {
	return Object.fromEntries(keys.filter((key) => key in result).map((key) => [key, result[key]]));
}
