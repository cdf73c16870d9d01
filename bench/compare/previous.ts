/** A run against an earlier one, by ratios: they hold on another machine, and on a busy one; times do not. */
import type { Spread } from "../measure/statistics.ts";
import type { BenchResults, Cell } from "../model/results.ts";
import { counterpart, MEASURES, type Measure, REFERENCES, ratioOf } from "./ratios.ts";

/** A ratio that lies outside what the earlier run saw of it, and the other way round. */
export interface Move {
	readonly cell: Cell;
	readonly base: string;
	readonly measure: Measure;
	readonly before: Spread;
	readonly now: Spread;
}

export interface Comparison {
	/** Ratios that both runs have, of the same load. */
	readonly compared: number;
	/** Why some could not be compared; null where nothing is to be said. */
	readonly note: string | null;
	/** The largest first. */
	readonly moves: readonly Move[];
}

/** Fewer rounds show no spread. */
const LEAST_ROUNDS = 2;

export function comparedWith(now: BenchResults, before: BenchResults): Comparison {
	if (Math.min(now.rounds, before.rounds) < LEAST_ROUNDS) {
		const note = `a spread needs at least ${LEAST_ROUNDS} rounds in both runs`;
		return { compared: 0, note, moves: [] };
	}
	const pairs = now.cells.flatMap((cell) =>
		REFERENCES.flatMap((base) =>
			(Object.keys(MEASURES) as Measure[]).flatMap((measure) => {
				const ratios = bothRatios(cell, base, measure, now, before);
				return ratios === null ? [] : [{ cell, base, measure, ...ratios }];
			}),
		),
	);
	const moves = pairs
		.filter((pair) => pair.now.least > pair.before.most || pair.now.most < pair.before.least)
		.sort((one, other) => size(other) - size(one));
	const note = pairs.length === 0 ? "no ratio is in both runs, under the same load" : null;
	return { compared: pairs.length, note, moves };
}

function bothRatios(
	cell: Cell,
	base: string,
	measure: Measure,
	now: BenchResults,
	before: BenchResults,
): { now: Spread; before: Spread } | null {
	if (cell.server === base) return null;
	const old = counterpart(before.cells, cell, cell.server);
	const bases = [counterpart(now.cells, cell, base), counterpart(before.cells, cell, base)];
	const [baseNow, baseBefore] = bases;
	if (!old || !baseNow || !baseBefore || !sameLoad(cell, old)) return null;
	const [newRatio, oldRatio] = [ratioOf(cell, baseNow, measure), ratioOf(old, baseBefore, measure)];
	return newRatio && oldRatio ? { now: newRatio, before: oldRatio } : null;
}

function sameLoad(one: Cell, other: Cell): boolean {
	return one.in_flight === other.in_flight && one.per_call === other.per_call;
}

/** How far it moved, either way, as a factor's logarithm. */
function size({ now, before }: Move): number {
	return Math.abs(Math.log(now.median / before.median));
}
