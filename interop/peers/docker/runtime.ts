/** The docker runtime: peers with an image in containers on one network, the others on the host. */
import { PeerStartError, RuntimeMissingError } from "../../model/error.ts";
import type { Peer, ServerEntry } from "../../model/peer.ts";
import { removedAtExit } from "../../support/leftovers.ts";
import { goFirst } from "../../support/priority.ts";
import {
	hostOf,
	type Location,
	type PeerRuntime,
	type Prepared,
	type Station,
} from "../runtime.ts";
import { findBases } from "./bases.ts";
import { type Begun, Berths, SERVER_PORTS } from "./berths.ts";
import type { Engine } from "./engine.ts";
import { isOn } from "./gateway.ts";
import { imageOf, type PeerImage } from "./image.ts";
import { labelsOf, removeLeftovers, removeRun } from "./labels.ts";
import { removeBehind } from "./remove-behind.ts";
import { Slot } from "./slot.ts";
import type { ThisMachine } from "./this-machine.ts";

export interface DockerOptions {
	/** The run's id, which names and labels what it makes in the engine. */
	readonly run: string;
	readonly engine: Engine;
	/** Runs the peers without an image; created with what `machine` binds. Whoever made it disposes of it. */
	readonly host: PeerRuntime;
	readonly machine: ThisMachine;
	/** Takes a line about what stays in the engine, which keeps nobody from going on. */
	readonly tell: (line: string) => void;
}

/** Removes what dead runs left, and starts the run's network. Throws RuntimeMissingError where it cannot. */
export async function dockerRuntime(options: DockerOptions): Promise<PeerRuntime> {
	const { docker } = options.engine;
	tellKept(await removeLeftovers(docker), options);
	const network = `interop-${options.run}`;
	try {
		await docker.createNetwork({ Name: network, Driver: "bridge", Labels: labelsOf(options.run) });
		// A port that is published costs the engine a tenth of a second, twice.
		const publishes = options.machine.remote || !(await isOn(options.engine, network));
		return new DockerRuntime(options, network, publishes);
	} catch (problem) {
		// Where that fails as well, the next run does it.
		await removeRun(docker, options.run).catch(() => {});
		throw new RuntimeMissingError(
			`the container engine cannot make a network: ${String(problem)}`,
			"`docker network prune` frees addresses; `docker info` shows the engine's state.",
			problem,
		);
	}
}

/** Networks that the engine keeps although nothing uses them: it frees them as it starts again. */
function tellKept(networks: readonly string[], { tell }: DockerOptions): void {
	for (const name of networks) {
		tell(
			`the engine keeps the network ${name}, of which it has lost count (https://github.com/moby/moby/issues/42119); restart the engine: the next run removes it then`,
		);
	}
}

class DockerRuntime implements PeerRuntime {
	readonly runtime = "docker";
	readonly host: Location | null;
	readonly remote: boolean;
	readonly #options: DockerOptions;
	readonly #network: string;
	readonly #publishes: boolean;
	readonly #images = new Map<string, PeerImage>();
	readonly #berths = new Map<string, Berths>();
	readonly #slots = new Map<string, number>();
	readonly #clients = new Map<string, Promise<Slot>>();
	readonly #aborted = new AbortController();
	/** Work in the engine that has to end before what it made is removed. */
	readonly #pending = new Set<Promise<unknown>>();
	#baseLog: (line: string) => void = () => {};
	readonly #baseFor: (name: string) => Promise<string>;
	/** A second Ctrl-C waits for nothing: then another process removes what this one made. */
	readonly #forget: () => void;
	/** Relays and clocks are the harness's, and beside dozens of containers it would stand still for seconds. */
	readonly #first = goFirst();

	constructor(options: DockerOptions, network: string, publishes: boolean) {
		this.#options = options;
		const { remote, address } = options.machine;
		this.host = address === null ? null : options.host.host;
		this.remote = remote;
		this.#network = network;
		this.#publishes = publishes;
		this.#forget = removedAtExit(() => removeBehind(options.run));
		this.#baseFor = findBases({
			docker: options.engine.docker,
			log: (line) => this.#baseLog(line),
			signal: this.#aborted.signal,
		});
	}

	async prepare(peer: Peer, log: (line: string) => void): Promise<Prepared> {
		const image = this.#imageOf(peer);
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
		if (this.#imageOf(peer) === undefined) {
			hostOf(this, peer.name, `the server ${server.name}`);
			return this.#options.host.serverStation(peer, server, again);
		}
		const berths =
			this.#berths.get(server.name) ??
			new Berths(() => this.#startSlot(peer, server.name, SERVER_PORTS));
		this.#berths.set(server.name, berths);
		const { alias, port, fromHost, give, start, release } = await berths.take();
		return {
			peer: peer.name,
			location: { where: "container", bind: "0.0.0.0", port, alias, fromHost },
			give,
			start,
			[Symbol.asyncDispose]: async () => {
				if (!this.#aborted.signal.aborted) await release();
			},
		};
	}

	async clientStation(peer: Peer): Promise<Station> {
		if (this.#imageOf(peer) === undefined) return this.#options.host.clientStation(peer);
		const name = peer.client?.name ?? peer.name;
		const starting = this.#clients.get(name) ?? this.#startSlot(peer, name, null).slot;
		this.#clients.set(name, starting);
		const slot = await starting;
		return {
			peer: peer.name,
			location: { where: "container", bind: "0.0.0.0", port: 0, alias: null, fromHost: null },
			give: (file) => slot.give(file),
			start: (argv) => slot.start(argv),
			// It is kept for the run's other batches.
			async [Symbol.asyncDispose]() {},
		};
	}

	/** Ends what still builds and starts, then removes the run's containers and its network. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#aborted.abort();
		await Promise.allSettled(this.#pending);
		tellKept(await removeRun(this.#options.engine.docker, this.#options.run), this.#options);
		this.#forget();
		this.#first[Symbol.dispose]();
	}

	/** What the peer is run from; undefined where it runs on this machine. */
	#imageOf({ image }: Peer): Peer["image"] {
		return image?.engines === "remote" && !this.remote ? undefined : image;
	}

	/** Starts another container of that server or client; `ports` are what it serves, null for a client. */
	#startSlot(peer: Peer, name: string, ports: readonly number[] | null): Begun {
		const key = `${name}-${ports === null ? "client" : "server"}`;
		const number = (this.#slots.get(key) ?? 0) + 1;
		this.#slots.set(key, number);
		const alias = `${name}-${number}`;
		const image = this.#images.get(peer.name);
		if (image === undefined || this.#aborted.signal.aborted) {
			const problem = new PeerStartError(
				peer.name,
				`${peer.name}: no container for ${name}: ${image ? "the run is being ended" : "its image was not built"}`,
				"The build's own message says more.",
			);
			return { alias, slot: Promise.reject(problem) };
		}
		const slot = this.#track(
			Slot.start({
				engine: this.#options.engine,
				peer: peer.name,
				image,
				name: `${this.#network}-${key}-${number}`,
				labels: labelsOf(this.#options.run),
				network: this.#network,
				machine: this.#options.machine.address,
				serves: ports && { alias, ports, published: this.#publishes },
			}),
		);
		return { alias, slot };
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
