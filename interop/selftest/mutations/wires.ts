/** What must have gone over the wire, changed, and what a relay tells, changed: either must be caught. */
import { firstUnwired } from "../../compare/wired.ts";
import type { Direction, ExpectedWire, RelayedStream } from "../../model/wire.ts";
import type { Recording } from "./recordings.ts";
import type { Counter } from "./tally.ts";

export interface WireCounters {
	readonly expectations: Counter;
	readonly transcripts: Counter;
}

type Expected = NonNullable<ExpectedWire["request"]>;
type Block = "headers" | "trailers";

/** Gives the calls whose streams do not pass by themselves. */
export function mutateWires(
	{ scenario, cell, streams }: Recording,
	counters: WireCounters,
): string[] {
	const { wire } = scenario.scripts[cell.behaviour];
	return Object.entries(wire).flatMap(([call, expected]) => {
		const name = `${scenario.id} (${cell.behaviour}) ${call}.wire`;
		const told = (streams ?? []).filter((stream) => stream.call === call);
		const fails = (wanted: ExpectedWire, seen: readonly RelayedStream[]) =>
			firstUnwired({ [call]: wanted }, seen) !== null;
		if (fails(expected, told)) return [`${name}: what was seen does not pass by itself`];
		for (const [path, wanted] of changedExpectations(expected, told)) {
			counters.expectations.count(`${name}${path}`, "changed", fails(wanted, told));
		}
		for (const [path, seen] of changedStreams(expected, told)) {
			counters.transcripts.count(`${name}${path}`, "not caught", fails(expected, seen));
		}
		return [];
	});
}

function changedExpectations(
	expected: ExpectedWire,
	told: readonly RelayedStream[],
): [path: string, expected: ExpectedWire][] {
	const last = told.at(-1);
	return [
		[".streams", { ...expected, streams: told.length + 1 }],
		...(["request", "response"] as const).flatMap((side) => {
			const wanted = expected[side];
			if (wanted === undefined || last === undefined) return [];
			return changedDirection(wanted, last[side]).map(([path, changed]): [string, ExpectedWire] => [
				`.${side}${path}`,
				{ ...expected, [side]: { ...wanted, ...changed } },
			]);
		}),
	];
}

function changedDirection(wanted: Expected, seen: Direction): [path: string, change: Expected][] {
	const { headers, trailers, flags, bytes, reset } = wanted;
	const changes: [string, Expected][] = Object.entries({ headers, trailers }).flatMap(
		([block, values]) =>
			Object.entries(values ?? {}).map(([key, value]): [string, Expected] => [
				`.${block}.${key}`,
				{ [block]: { ...values, [key]: otherThan(value) } },
			]),
	);
	if (flags !== undefined) changes.push([".flags", { flags: [...flags, 0] }]);
	if (bytes?.from !== undefined) changes.push([".bytes.from", { bytes: { from: seen.bytes + 1 } }]);
	if (bytes?.to !== undefined) changes.push([".bytes.to", { bytes: { to: seen.bytes - 1 } }]);
	if (reset !== undefined) changes.push([".reset", { reset: reset === null ? "CANCEL" : null }]);
	return changes;
}

function otherThan(value: NonNullable<Expected["headers"]>[string]): typeof value {
	if (value === null) return "~";
	return typeof value === "string" ? `${value}~` : { matches: `^~${value.matches}` };
}

function changedStreams(
	expected: ExpectedWire,
	told: readonly RelayedStream[],
): [path: string, streams: RelayedStream[]][] {
	const last = told.at(-1);
	if (last === undefined) return [];
	const instead = (side: "request" | "response", change: Partial<Direction>) => [
		...told.slice(0, -1),
		{ ...last, [side]: { ...last[side], ...change } },
	];
	const bounded = typeof expected.streams === "object";
	return [
		...(bounded ? [] : ([[".streams one more", [...told, last]]] as [string, RelayedStream[]][])),
		...(["request", "response"] as const).flatMap((side): [string, RelayedStream[]][] => {
			const { headers, trailers, flags, bytes, reset } = expected[side] ?? {};
			const seen = last[side];
			const blocks = Object.entries({ headers, trailers }).flatMap(([block, values]) =>
				Object.entries(values ?? {}).map(([key, value]): [string, RelayedStream[]] => {
					const rest = (seen[block as Block] ?? []).filter(([name]) => name !== key);
					const list = value === null ? [...rest, [key, ["~"]]] : rest;
					return [`.${side}.${block}.${key} seen otherwise`, instead(side, { [block]: list })];
				}),
			);
			const more: [string, RelayedStream[]][] = [];
			if (flags)
				more.push([`.${side}.flags seen otherwise`, instead(side, { flags: [...seen.flags, 9] })]);
			if (bytes?.from !== undefined)
				more.push([`.${side}.bytes too few`, instead(side, { bytes: bytes.from - 1 })]);
			if (bytes?.to !== undefined)
				more.push([`.${side}.bytes too many`, instead(side, { bytes: bytes.to + 1 })]);
			if (reset !== undefined)
				more.push([`.${side}.reset seen otherwise`, instead(side, { reset: `${reset}~` })]);
			return [...blocks, ...more];
		}),
	];
}
