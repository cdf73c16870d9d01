/** The plan of a whole run, as if it had been made in one go, from those of its parts. */
import type { Plan } from "../../model/plan.ts";
import type { Part } from "./part.ts";
import type { Renaming } from "./rename.ts";

/** Filters that add something; the others narrow a run down. */
const ADDING: ReadonlySet<string> = new Set(["peers", "attach", "ledger"]);

/** Joins plans that are alike. Servers, clients and transports come in the order in which the parts name them. */
export function joinedPlan(
	parts: readonly { readonly part: Part; readonly renaming: Renaming }[],
	command: string,
): Plan {
	const plans = parts.map(({ part }) => part.plan);
	const [first] = plans;
	if (first === undefined) throw new Error("there is no part");
	const servers = distinct(plans.flatMap((plan) => plan.servers));
	const clients = distinct(plans.flatMap((plan) => plan.clients));
	const transports = [...new Set(plans.flatMap((plan) => plan.transports))];
	const rankOf = (names: readonly string[]) => {
		const ranks = new Map(names.map((name, rank) => [name, rank]));
		return (name: string) => ranks.get(name) ?? names.length;
	};
	const server = rankOf(servers.map(({ name }) => name));
	const client = rankOf(clients.map(({ name }) => name));
	const transport = rankOf(transports);
	return {
		...first,
		command,
		filters: joinedFilters(plans),
		servers,
		clients,
		transports,
		instances: parts.flatMap(({ part, renaming }) =>
			part.plan.instances.map((instance) => renaming.instance(instance)),
		),
		batches: parts.flatMap(({ part, renaming }) =>
			part.plan.batches.map((batch) => renaming.batch(batch)),
		),
		cells: parts
			.flatMap(({ part, renaming }) => part.plan.cells.map((cell) => renaming.cell(cell)))
			.sort(
				(one, other) =>
					server(one.server) - server(other.server) ||
					transport(one.transport) - transport(other.transport) ||
					client(one.client) - client(other.client) ||
					(one.scenario < other.scenario ? -1 : 1),
			),
		repeat: { ...first.repeat, jobs: plans.reduce((sum, { repeat }) => sum + repeat.jobs, 0) },
	};
}

function distinct<T extends { readonly name: string }>(all: readonly T[]): T[] {
	const firsts = new Map<string, T>();
	for (const item of all) if (!firsts.has(item.name)) firsts.set(item.name, item);
	return [...firsts.values()];
}

/** What narrows all of them, joined; what adds to any. A shard is none of a whole run. */
function joinedFilters(plans: readonly Plan[]): Plan["filters"] {
	const names = new Set(plans.flatMap(({ filters }) => Object.keys(filters)));
	names.delete("shard");
	const kept = [...names].filter(
		(name) => ADDING.has(name) || plans.every(({ filters }) => name in filters),
	);
	return Object.fromEntries(
		kept.map((name) => [name, [...new Set(plans.flatMap(({ filters }) => filters[name] ?? []))]]),
	);
}
