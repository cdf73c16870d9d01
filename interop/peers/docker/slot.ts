/** One kept container: peers' programs run in it, one after the other or side by side. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Container } from "dockerode";
import { GenericContainer, type StartedTestContainer, type WaitStrategy } from "testcontainers";
import { PeerStartError } from "../../model/error.ts";
import { HOST_FROM_CONTAINER } from "../address.ts";
import type { Program } from "../runtime.ts";
import type { Engine } from "./engine.ts";
import { isRunning } from "./exec.ts";
import type { PeerImage } from "./image.ts";
import { KEEPER, Keeper } from "./keeper.ts";
import { removed } from "./labels.ts";
import { SHELL_HINT, startProgram } from "./program.ts";

/**
 * Up to this size a file is written by the container's first process, into a folder in memory: the engine
 * starts a program of its own for each archive that it unpacks, which takes longer.
 */
const SMALL_BYTES = 64 * 1024;
const SMALL_FILES = "/run/interop/small";
const FILES = "/run/interop/large";

export interface SlotOptions {
	readonly engine: Engine;
	readonly peer: string;
	readonly image: PeerImage;
	/** The container's name. */
	readonly name: string;
	readonly labels: Record<string, string>;
	readonly network: string;
	/** What this machine is to a client's container; null where it does not reach it. */
	readonly machine: string | null;
	/** Null for a client. */
	readonly serves: Serves | null;
}

interface Serves {
	/** The container's name on the network. */
	readonly alias: string;
	readonly ports: readonly number[];
	/** True where this machine reaches the ports only if they are published. */
	readonly published: boolean;
}

/** Where a port of a container is reached from this machine. */
export interface Reached {
	readonly host: string;
	readonly port: number;
}

export class Slot {
	readonly name: string;
	readonly #options: SlotOptions;
	readonly #peer: string;
	readonly #entrypoint: readonly string[];
	readonly #container: Container;
	readonly #started: StartedTestContainer;
	readonly #keeper: Keeper;
	readonly #given = new Map<string, Promise<string>>();

	private constructor(
		options: SlotOptions,
		started: StartedTestContainer,
		container: Container,
		keeper: Keeper,
	) {
		this.name = options.name;
		this.#options = options;
		this.#peer = options.peer;
		this.#entrypoint = options.image.entrypoint;
		this.#started = started;
		this.#container = container;
		this.#keeper = keeper;
	}

	/** Starts the container. Throws PeerStartError. */
	static async start(options: SlotOptions): Promise<Slot> {
		const { docker } = options.engine;
		try {
			const started = await new KeptContainer(options).start();
			const container = docker.getContainer(started.getId());
			return new Slot(options, started, container, await Keeper.of(container));
		} catch (problem) {
			await removed(docker.getContainer(options.name).remove({ force: true, v: true }));
			const said = problem instanceof Error ? problem.message : String(problem);
			throw new PeerStartError(
				options.peer,
				`${options.peer}: its container did not start: ${said.trim()}`,
				said.includes("/bin/sh")
					? SHELL_HINT
					: "`docker info` and the engine's log say more; is there memory, disk and an address left?",
				problem,
			);
		}
	}

	/** Where this machine reaches one of the ports that the container was started to serve. */
	fromHost(port: number): Reached {
		const { serves, engine, network } = this.#options;
		if (serves?.published) return { host: engine.host, port: this.#started.getMappedPort(port) };
		return { host: this.#started.getIpAddress(network), port };
	}

	isRunning(): Promise<boolean> {
		return isRunning(this.#container);
	}

	/** Starts `ENTRYPOINT + argv`. */
	start(argv: readonly string[]): Promise<Program> {
		const place = {
			peer: this.#peer,
			container: this.#container,
			keeper: this.#keeper,
			name: this.name,
		};
		return startProgram(place, [...this.#entrypoint, ...argv]);
	}

	/** Copies a file in, readable by every user there; the same content under the same name once only. */
	async give(file: string): Promise<string> {
		const content = await readFile(file);
		const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
		const name = `${hash}-${basename(file).replaceAll(/[^\w.-]/g, "_")}`;
		const copied = this.#given.get(name) ?? this.#copy(content, name);
		this.#given.set(name, copied);
		return copied;
	}

	/** Ends whatever still runs there. False where the container cannot be used again. */
	async reset(): Promise<boolean> {
		// To all but the keeper itself. Nothing to kill is no success, so the answer is not asked.
		await this.#keeper.run("kill -KILL -1");
		return this.isRunning();
	}

	/** Removes the container. */
	async remove(): Promise<void> {
		this.#keeper.close();
		await removed(this.#container.remove({ force: true, v: true }));
	}

	async #copy(content: Buffer, name: string): Promise<string> {
		try {
			if (content.length > SMALL_BYTES) {
				const target = `${FILES}/${name}`;
				await this.#started.copyContentToContainer([{ content, target, mode: 0o644 }]);
				return target;
			}
			const target = `${SMALL_FILES}/${name}`;
			if (await this.#keeper.write(target, content)) return target;
			throw new Error(`its shell cannot write ${target}`);
		} catch (problem) {
			this.#given.delete(name);
			const said = problem instanceof Error ? problem.message : String(problem);
			throw new PeerStartError(
				this.#peer,
				`${this.#peer}: cannot copy a file into container ${this.name}: ${said.trim()}`,
				"Was the container removed while the run went on?",
				problem,
			);
		}
	}
}

class KeptContainer extends GenericContainer {
	constructor({ engine, image, name, labels, network, machine, serves }: SlotOptions) {
		super(image.id);
		this.withName(name).withLabels(labels).withNetworkMode(network);
		this.withEntrypoint(["/bin/sh"]).withCommand(KEEPER).withWaitStrategy(AT_ONCE);
		this.withTmpFs({ [SMALL_FILES]: "rw,mode=1777" });
		this.createOpts.OpenStdin = true;
		if (serves === null) {
			if (machine !== null)
				this.withExtraHosts([{ host: HOST_FROM_CONTAINER, ipAddress: machine }]);
			return;
		}
		this.withNetworkAliases(serves.alias);
		if (!serves.published) return;
		this.withExposedPorts(...serves.ports);
		// Published to this machine only; a remote engine's port must be reachable from here.
		const HostIp = engine.host === "127.0.0.1" ? "127.0.0.1" : "0.0.0.0";
		this.hostConfig.PortBindings = Object.fromEntries(
			serves.ports.map((port) => [`${port}/tcp`, [{ HostIp, HostPort: "0" }]]),
		);
	}
}

/** Nothing listens in a container that is only kept: there is nothing to wait for. */
const AT_ONCE: WaitStrategy = {
	waitUntilReady: async () => {},
	withStartupTimeout: () => AT_ONCE,
	isStartupTimeoutSet: () => true,
	getStartupTimeout: () => 0,
};
