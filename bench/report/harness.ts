/** A bench of the harness as tables. */

import { CONFORMANCE_PEERS } from "../harness/conformance-run.ts";
import { type Spread, spreadOf } from "../measure/statistics.ts";
import type { HarnessResults, HarnessRun } from "../model/harness.ts";
import { spread } from "./numbers.ts";
import type { Table } from "./tables.ts";

/** At least as many cells a second as connect's own suite has cases. */
export const HARNESS_AIM = 1;

export function harnessTables(results: HarnessResults): Table[] {
	const of = (measure: (run: HarnessRun) => number) =>
		spread(spreadOf(results.harness.map(measure)));
	return [
		{
			title: `npm run interop: ${results.scenarios} scenarios (${results.with_pauses} with pauses left out), process runtime`,
			head: ["cells", "cells/s, first to last", "start-up s", "wall s", "share outside peers"],
			rows: [
				[
					of(({ cells }) => cells),
					of(({ cells_per_second }) => cells_per_second),
					of(({ start_seconds }) => start_seconds),
					of(({ wall_seconds }) => wall_seconds),
					of(({ share_outside_peers }) => share_outside_peers),
				],
			],
		},
		{
			title: `connectconformance ${results.conformance.version}, without ${results.conformance.skipped.join(" and ")}`,
			head: ["peer", "cases", "cases/s, whole run", "wall s", "harness cells/s ÷ cases/s", ""],
			rows: CONFORMANCE_PEERS.map((peer) => {
				const its = results.connectconformance.filter((run) => run.peer === peer);
				const ratio = harnessRatio(results, peer);
				return [
					peer,
					spread(spreadOf(its.map(({ cases }) => cases))),
					spread(spreadOf(its.map(({ cases_per_second }) => cases_per_second))),
					spread(spreadOf(its.map(({ wall_seconds }) => wall_seconds))),
					spread(ratio),
					ratio === null ? "not measured" : ratio.median >= HARNESS_AIM ? "met" : "missed",
				];
			}),
		},
	];
}

/** Round by round. */
export function harnessRatio(results: HarnessResults, peer: string): Spread | null {
	return spreadOf(
		results.harness.flatMap(({ round, cells_per_second }) => {
			const other = results.connectconformance.find(
				(run) => run.round === round && run.peer === peer,
			);
			return other ? [cells_per_second / other.cases_per_second] : [];
		}),
	);
}
