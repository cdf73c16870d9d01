/** What a round looks at first, where a save affects much: cells that tell soon whether it is worth waiting for all. */
import type { Cell, Plan } from "../../model/plan.ts";
import type { Times } from "../../model/times.ts";

/** Cells that a whole run has of a scenario, about: they share what it takes. */
const CELLS_EACH = 30;
/** What a scenario takes that was not measured yet. */
const UNMEASURED_MS = 1_000;
/** Where all takes no longer, all of it is there about as soon as a first look. */
const LITTLE_MS = 8_000;
/** What the cells of a first look may take together, most of them at the same time. */
const LOOK_MS = 3_000;

export interface LookOrder {
	/** All that is affected. */
	readonly plan: Plan;
	/** Ids of cells that were red when they ran last. */
	readonly red: ReadonlySet<string>;
	readonly times: Times;
	/** What servers have, of which a scenario wants nothing else. */
	readonly database: string;
}

/**
 * Ids of the cells to look at first; null where all may run at once. They are what was red, and of each
 * scenario one cell with each server, clients in turn; cheap ones first, for as long as there is time.
 */
export function firstLook({ plan, red, times, database }: LookOrder): ReadonlySet<string> | null {
	const costOf = ({ scenario }: Cell) => (times[scenario] ?? UNMEASURED_MS) / CELLS_EACH;
	const total = plan.cells.reduce((sum, cell) => sum + costOf(cell), 0);
	if (total <= LITTLE_MS) return null;
	const byCost = (cells: readonly Cell[]) =>
		cells.toSorted((one, other) => costOf(one) - costOf(other));
	const look = new Set<string>();
	let left = LOOK_MS;
	for (const cell of [
		...byCost(plan.cells.filter(({ id }) => red.has(id))),
		...byCost(samples(plan, database)),
	]) {
		if (costOf(cell) > left || look.has(cell.id)) continue;
		left -= costOf(cell);
		look.add(cell.id);
	}
	return look.size === 0 ? null : look;
}

/** Of each scenario one cell with each server, where that needs neither time nor a server that nobody else uses. */
function samples(plan: Plan, database: string): Cell[] {
	const usual = new Set(
		plan.instances
			.filter((instance) => !instance.own && instance.database === database)
			.filter(({ settings }) => Object.keys(settings).length === 0)
			.filter(({ certificate }) => certificate === "usual")
			.map(({ id }) => id),
	);
	const plain = new Set(
		plan.batches
			.filter(({ instance, timed, via }) => usual.has(instance) && !timed && via === null)
			.flatMap(({ cells }) => cells),
	);
	const groups = Map.groupBy(
		plan.cells.filter(({ id }) => plain.has(id)),
		({ server, scenario }) => `${server} ${scenario}`,
	);
	return [...groups.values()].flatMap((cells, turn) => {
		const clients = cells.filter(({ transport }) => transport === cells[0]?.transport);
		return clients[turn % clients.length] ?? [];
	});
}
