/** The clients' stations of a run: one each, opened when first needed. */
import type { ClientEntry, Peer } from "../model/peer.ts";
import type { PeerRuntime, Station } from "../peers/runtime.ts";

export interface ClientStation {
	readonly station: Station;
	readonly client: ClientEntry;
}

export class Stations implements AsyncDisposable {
	readonly #runtime: PeerRuntime;
	readonly #peers: readonly Peer[];
	readonly #open = new Map<string, Promise<ClientStation>>();

	constructor(runtime: PeerRuntime, peers: readonly Peer[]) {
		this.#runtime = runtime;
		this.#peers = peers;
	}

	/** The station of the client of that name. Throws PeerStartError. */
	of(name: string): Promise<ClientStation> {
		const open = this.#open.get(name) ?? this.#start(name);
		this.#open.set(name, open);
		return open;
	}

	async #start(name: string): Promise<ClientStation> {
		const peer = this.#peers.find(({ client }) => client?.name === name);
		if (!peer?.client) throw new Error(`no peer has a client ${name}`);
		return { station: await this.#runtime.clientStation(peer), client: peer.client };
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const open of this.#open.values()) {
			const started = await open.catch(() => null);
			await started?.station[Symbol.asyncDispose]();
		}
	}
}
