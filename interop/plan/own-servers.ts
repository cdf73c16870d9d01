/** Which scenarios get a server of their own, and which of them share one. */
import type { Scenario } from "../model/scenario.ts";
import type { Work } from "./batches.ts";
import type { SelectedServer } from "./select.ts";

/** Scenarios of the same company follow each other on one server of their own. */
export function companyOf({ peer }: SelectedServer, { cell, scenario }: Work): string {
	const { own_server: own, database, server, channel, tls, via, timed } = scenario;
	// What harms a stranger's server is not known: each has one to itself.
	const restarts = own?.restarts !== undefined;
	const alone = !peer.builtIn || (own?.harm === "kills" && !restarts) || via !== null;
	const company = [own?.harm, restarts, database, server, channel, tls, timed];
	return alone ? cell.id : JSON.stringify(company);
}

/** How often these scenarios, together, have their server started again. */
export function restartsOf(works: readonly Work[]): number {
	return works.reduce((sum, { scenario }) => sum + (scenario.own_server?.restarts ?? 0), 0);
}

/** True where the scenario can harm a shared instance of this server, or asks more of it than it bears. */
export function needsOwn({ peer, server }: SelectedServer, scenario: Scenario): boolean {
	const bears = server["max-open-calls"] ?? Number.POSITIVE_INFINITY;
	if (scenario.scripts[server.behaviour].open_calls > bears) return true;
	if (scenario.own_server === null) return false;
	const { servers } = scenario.own_server;
	return servers === "all" || servers.includes(server.name) || !peer.builtIn;
}
