/** The docker runtime: peers with an image in containers on one network, the others on the host. */
import { PeerStartError, RuntimeMissingError } from "../../model/error.ts";
import type { Peer, ServerEntry } from "../../model/peer.ts";
import { removedAtExit } from "../../support/leftovers.ts";
import type { Location, PeerRuntime, Prepared, Station } from "../runtime.ts";
import { findBases } from "./bases.ts";
import type { Engine } from "./engine.ts";
import { imageOf, type PeerImage } from "./image.ts";
import { labelsOf, removeLeftovers, removeRun } from "./labels.ts";
import { removeBehind } from "./remove-behind.ts";
import { SERVER_PORT, Slot } from "./slot.ts";

export interface DockerOptions {
	/** The run's id, which names and labels what it makes in the engine. */
	readonly run: string;
	readonly engine: Engine;
	/** Runs the peers without an image; created with `hostBind(engine)`. Whoever made it disposes of it. */
	readonly host: PeerRuntime;
}

/** Removes what dead runs left, and starts the run's network. Throws RuntimeMissingError where it cannot. */
export async function dockerRuntime(options: DockerOptions): Promise<PeerRuntime> {
	const { docker } = options.engine;
	await removeLeftovers(docker);
	const network = `interop-${options.run}`;
	try {
		await docker.createNetwork({ Name: network, Driver: "bridge", Labels: labelsOf(options.run) });
	} catch (problem) {
		throw new RuntimeMissingError(
			`the container engine cannot make a network: ${String(problem)}`,
			"`docker network prune` frees addresses; `docker info` shows the engine's state.",
			problem,
		);
	}
	return new DockerRuntime(options, network);
}

class DockerRuntime implements PeerRuntime {
	readonly runtime = "docker";
	readonly host: Location;
	readonly #options: DockerOptions;
	readonly #network: string;
	readonly #images = new Map<string, PeerImage>();
	/** Per server: the slots that no instance uses now. */
	readonly #free = new Map<string, Slot[]>();
	readonly #slots = new Map<string, number>();
	readonly #clients = new Map<string, Promise<Slot>>();
	readonly #aborted = new AbortController();
	/** Work in the engine that has to end before what it made is removed. */
	readonly #pending = new Set<Promise<unknown>>();
	#baseLog: (line: string) => void = () => {};
	readonly #baseFor: (name: string) => Promise<string>;
	/** A second Ctrl-C waits for nothing: then another process removes what this one made. */
	readonly #forget: () => void;

	constructor(options: DockerOptions, network: string) {
		this.#options = options;
		this.host = options.host.host;
		this.#network = network;
		this.#forget = removedAtExit(() => removeBehind(options.run));
		this.#baseFor = findBases({
			docker: options.engine.docker,
			log: (line) => this.#baseLog(line),
			signal: this.#aborted.signal,
		});
	}

	async prepare(peer: Peer, log: (line: string) => void): Promise<Prepared> {
		const { image } = peer;
		if (image === undefined) return this.#options.host.prepare(peer, log);
		// Bases are shared by peers: whoever builds now is told of them.
		this.#baseLog = log;
		const built = await this.#track(
			imageOf(
				{ ...peer, image },
				{
					docker: this.#options.engine.docker,
					baseFor: this.#baseFor,
					log,
					signal: this.#aborted.signal,
				},
			),
		);
		this.#images.set(peer.name, built);
		return { image: built.id };
	}

	async serverStation(peer: Peer, server: ServerEntry, again?: boolean): Promise<Station> {
		if (peer.image === undefined) return this.#options.host.serverStation(peer, server, again);
		const free = this.#free.get(server.name) ?? [];
		this.#free.set(server.name, free);
		const slot = free.pop() ?? (await this.#startSlot(peer, server.name, "server"));
		return station(peer, slot, async () => {
			if (this.#aborted.signal.aborted) return;
			if (await slot.reset()) free.push(slot);
			else await slot.remove();
		});
	}

	async clientStation(peer: Peer): Promise<Station> {
		if (peer.image === undefined) return this.#options.host.clientStation(peer);
		const name = peer.client?.name ?? peer.name;
		const starting = this.#clients.get(name) ?? this.#startSlot(peer, name, "client");
		this.#clients.set(name, starting);
		// It is kept for the run's other batches.
		return station(peer, await starting, async () => {});
	}

	/** Ends what still builds and starts, then removes the run's containers and its network. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#aborted.abort();
		await Promise.allSettled(this.#pending);
		await removeRun(this.#options.engine.docker, this.#options.run);
		this.#forget();
	}

	async #startSlot(peer: Peer, name: string, role: "server" | "client"): Promise<Slot> {
		const image = this.#images.get(peer.name);
		if (image === undefined || this.#aborted.signal.aborted) {
			throw new PeerStartError(
				peer.name,
				`${peer.name}: no container for ${name}: ${image ? "the run is being ended" : "its image was not built"}`,
				"The build's own message says more.",
			);
		}
		const key = `${name}-${role}`;
		const number = (this.#slots.get(key) ?? 0) + 1;
		this.#slots.set(key, number);
		return this.#track(
			Slot.start({
				engine: this.#options.engine,
				peer: peer.name,
				image,
				name: `${this.#network}-${key}-${number}`,
				labels: labelsOf(this.#options.run),
				network: this.#network,
				alias: role === "server" ? `${name}-${number}` : null,
			}),
		);
	}

	async #track<Result>(work: Promise<Result>): Promise<Result> {
		this.#pending.add(work);
		try {
			return await work;
		} finally {
			this.#pending.delete(work);
		}
	}
}

function station(peer: Peer, slot: Slot, release: () => Promise<void>): Station {
	const location: Location = {
		where: "container",
		bind: "0.0.0.0",
		port: slot.alias === null ? 0 : SERVER_PORT,
		alias: slot.alias,
		published: slot.published,
	};
	let released: Promise<void> | undefined;
	return {
		peer: peer.name,
		location,
		give: (file) => slot.give(file),
		start: (argv) => slot.start(argv),
		async [Symbol.asyncDispose]() {
			released ??= release();
			await released;
		},
	};
}
