/** What of a selection is affected, and has to run again. */
import type { Peer } from "../../model/peer.ts";
import type { Cell } from "../../model/plan.ts";
import type { Selection } from "../../plan/select.ts";

export interface Narrowed {
	/** The servers, clients and scenarios of which any cell is wanted. */
	readonly selection: Selection;
	readonly wanted: (cell: Pick<Cell, "server" | "client" | "scenario">) => boolean;
}

/** `hit`: the names of the scenarios and of the peers that are affected, or everything. */
export function narrowed(
	selection: Selection,
	hit:
		| { readonly scenarios: ReadonlySet<string>; readonly peers: ReadonlySet<string> }
		| "everything",
): Narrowed {
	if (hit === "everything") return { selection, wanted: () => true };
	const isHit = ({ name }: Peer) => hit.peers.has(name);
	const { servers, clients, scenarios } = selection;
	const its = {
		servers: servers.filter(({ peer }) => isHit(peer)),
		clients: clients.filter(isHit),
		scenarios: scenarios.filter(({ id }) => hit.scenarios.has(id)),
	};
	const serverNames = new Set(its.servers.map(({ server }) => server.name));
	const clientNames = new Set(its.clients.map(({ client }) => client?.name));
	return {
		selection: {
			...selection,
			servers: its.scenarios.length + its.clients.length > 0 ? servers : its.servers,
			clients: its.scenarios.length + its.servers.length > 0 ? clients : its.clients,
			scenarios: its.servers.length + its.clients.length > 0 ? scenarios : its.scenarios,
		},
		wanted: ({ server, client, scenario }) =>
			hit.scenarios.has(scenario) || serverNames.has(server) || clientNames.has(client),
	};
}
