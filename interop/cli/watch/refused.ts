/** Between whom all connections were refused that must be, and therefore need not be tried again. */
import type { Peer } from "../../model/peer.ts";
import type { Results } from "../../model/results.ts";
import type { Named } from "./narrowed.ts";

type Pair = Pick<Named, "server" | "client" | "transport">;

export class Refused {
	/** `server/client/transport`. */
	readonly #pairs = new Map<string, Pair>();

	has(pair: Pair): boolean {
		return this.#pairs.has(nameOf(pair));
	}

	/** What a run showed; pairs of which any was let in stay to be tried. */
	learn({ preflight }: Pick<Results, "preflight">): void {
		for (const checks of Map.groupBy(preflight, nameOf).values()) {
			const [first] = checks;
			if (first && checks.every(({ ok }) => ok)) this.#pairs.set(nameOf(first), first);
		}
	}

	/** Of these peers nothing is known from here on. */
	forget(peers: readonly Peer[]): void {
		const servers = new Set(peers.flatMap((peer) => peer.servers.map(({ name }) => name)));
		const clients = new Set(peers.map(({ client }) => client?.name));
		for (const [name, { server, client }] of this.#pairs) {
			if (servers.has(server) || clients.has(client)) this.#pairs.delete(name);
		}
	}
}

function nameOf({ server, client, transport }: Pair): string {
	return `${server}/${client}/${transport}`;
}
