/** The clients' stations of a run: one each, opened when first needed. */
import type { ClientEntry, Peer } from "../model/peer.ts";
import type { PeerRuntime, Station } from "../peers/runtime.ts";

export interface ClientStation {
	readonly station: Station;
	readonly client: ClientEntry;
}

export class Stations implements AsyncDisposable {
	readonly #runtime: PeerRuntime;
	readonly #open = new Map<string, Promise<ClientStation>>();

	constructor(runtime: PeerRuntime) {
		this.#runtime = runtime;
	}

	/** The station of the client of that name, which is one of these peers'. Throws PeerStartError. */
	of(name: string, peers: readonly Peer[]): Promise<ClientStation> {
		const peer = peers.find(({ client }) => client?.name === name);
		if (!peer?.client) throw new Error(`no peer has a client ${name}`);
		const open = this.#open.get(peer.name) ?? this.#start(peer, peer.client);
		this.#open.set(peer.name, open);
		return open;
	}

	/** Closes the station of that peer's client, where it is open; whoever needs it next opens another. */
	async close(peer: string): Promise<void> {
		const open = this.#open.get(peer);
		this.#open.delete(peer);
		const started = await open?.catch(() => null);
		await started?.station[Symbol.asyncDispose]();
	}

	async #start(peer: Peer, client: ClientEntry): Promise<ClientStation> {
		return { station: await this.#runtime.clientStation(peer), client };
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const peer of [...this.#open.keys()]) await this.close(peer);
	}
}
