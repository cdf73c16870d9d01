/** Every cell several times: batches for each repetition, in an order of its own. */
import { createHash } from "node:crypto";
import { UsageError } from "../model/error.ts";
import type { BatchPlan, Plan, Probe } from "../model/plan.ts";
import { jobIn } from "../model/repetition.ts";
import { madeUpName } from "./batches.ts";
import { MOST_PLACES } from "./places.ts";

/** Seeds are below this. */
export const SEEDS = 2 ** 32;

/**
 * The plan with `times` repetitions. In each, sessions, their batches and the jobs in those have
 * another order, which `seed` decides; servers are shared over all of them, those of scenarios that
 * harm theirs excepted. Connections that must be refused are tried in the first one. Throws
 * UsageError for more repetitions than there are places for.
 */
export function repeated(plan: Plan, times: number, seed: number): Plan {
	// As many for all plans that are repeated so often, so that they can be joined.
	const places = Math.floor(MOST_PLACES / times);
	const repeat = { ...plan.repeat, times, seed, places };
	if (plan.repeat.places > places) {
		throw new UsageError(
			`--repeat ${times}: the run would need ${plan.repeat.places * times} places, there are ${MOST_PLACES}`,
			"Repeat less often, or fewer scenarios.",
		);
	}
	const repetitions = Array.from({ length: times }, (_, index) => index + 1);
	const own = plan.instances.filter((instance) => instance.own);
	const owned = new Set(own.map(({ id }) => id));
	return {
		...plan,
		repeat,
		instances: [
			...plan.instances,
			...repetitions
				.slice(1)
				.flatMap((number) =>
					own.map((instance) => ({ ...instance, id: idIn(instance.id, number) })),
				),
		],
		batches: repetitions.flatMap((number) => {
			const order = orderOf(seed, number);
			const batches = plan.batches
				.filter(({ preflight }) => number === 1 || preflight === null)
				.map((batch): BatchPlan => {
					const probe = ({ job }: Probe): Probe => ({
						job: jobIn(job, number, repeat),
						madeUp: madeUpName(),
					});
					return {
						...batch,
						id: idIn(batch.id, number),
						session: idIn(batch.session, number),
						instance: owned.has(batch.instance) ? idIn(batch.instance, number) : batch.instance,
						probes: { step: probe(batch.probes.step), key: probe(batch.probes.key) },
						repetition: number,
						cells: inOrder(batch.cells, order),
					};
				});
			return inOrder(batches, ({ session, id }) => order(session) + order(id));
		}),
	};
}

function idIn(id: string, repetition: number): string {
	return repetition === 1 ? id : `${id}.r${repetition}`;
}

/** A rank for each id, which looks random and is the same whenever the seed is. */
function orderOf(seed: number, repetition: number): (id: string) => string {
	return (id) => createHash("sha256").update(`${seed} ${repetition} ${id}`).digest("hex");
}

function inOrder<T>(items: readonly T[], rankOf: (item: T) => string): T[] {
	return items
		.map((item) => ({ item, rank: rankOf(item) }))
		.sort((one, other) => (one.rank < other.rank ? -1 : 1))
		.map(({ item }) => item);
}
