/** What went over the wire, as a relay saw it, against what the scenario says must have. */
import type { MetadataList } from "../model/batch.ts";
import type { Script } from "../model/scenario.ts";
import type { Direction, ExpectedWire, RelayedStream } from "../model/wire.ts";
import type { Mismatch } from "./expectation.ts";

/** The first call of which something else went over the wire; null where all is as it must be. */
export function firstUnwired(
	all: Script["wire"],
	streams: readonly RelayedStream[],
): Mismatch | null {
	for (const [call, expected] of Object.entries(all)) {
		const theirs = streams.filter((stream) => stream.call === call);
		const observed = differing(expected, theirs);
		if (observed !== null) return { at: `${call}.wire`, expected, observed, partial: true };
	}
	return null;
}

/** What is not as expected, by key; null where nothing. The last stream counts, where there were several. */
function differing(
	{ streams: count = 1, request, response }: ExpectedWire,
	streams: readonly RelayedStream[],
): Record<string, unknown> | null {
	const last = streams.at(-1);
	if (!lies(streams.length, count) || last === undefined) {
		return streams.length === 0 && count === 0 ? null : { streams: streams.length };
	}
	const wrong = [
		["request", directionOf(request, last.request)] as const,
		["response", directionOf(response, last.response)] as const,
	].filter(([, differs]) => Object.keys(differs).length > 0);
	return wrong.length === 0 ? null : Object.fromEntries(wrong);
}

function directionOf(
	{ headers, trailers, flags, bytes, reset }: NonNullable<ExpectedWire["request"]> = {},
	seen: Direction,
): Record<string, unknown> {
	const wrong: Record<string, unknown> = {};
	for (const [block, expected] of Object.entries({ headers, trailers })) {
		const others = valuesOf(expected ?? {}, seen[block as "headers" | "trailers"] ?? []);
		if (Object.keys(others).length > 0) wrong[block] = others;
	}
	if (flags !== undefined && flags.join() !== seen.flags.join()) wrong.flags = seen.flags;
	if (bytes !== undefined && !lies(seen.bytes, bytes)) wrong.bytes = seen.bytes;
	if (reset !== undefined && reset !== seen.reset) wrong.reset = seen.reset;
	return wrong;
}

type Values = NonNullable<NonNullable<ExpectedWire["request"]>["headers"]>;

/** The keys whose values are others, with what they are. */
function valuesOf(expected: Values, seen: MetadataList): Record<string, string | null> {
	const values = new Map(seen.map(([key, all]) => [key, all.join(", ")]));
	return Object.fromEntries(
		Object.entries(expected).flatMap(([key, wanted]) => {
			const value = values.get(key) ?? null;
			const fits =
				wanted === null || typeof wanted === "string"
					? value === wanted
					: value !== null && new RegExp(wanted.matches).test(value);
			return fits ? [] : [[key, value]];
		}),
	);
}

function lies(
	seen: number,
	wanted: number | { readonly from?: number | undefined; readonly to?: number | undefined },
): boolean {
	if (typeof wanted === "number") return seen === wanted;
	const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = wanted;
	return seen >= from && seen <= to;
}
