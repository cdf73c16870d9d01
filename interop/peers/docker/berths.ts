/**
 * The containers of one server: several of its instances live side by side in each, every one on a port
 * of its own. A container for each of them would take the engine longer than most of their scenarios.
 */
import type { Program } from "../runtime.ts";
import type { Reached, Slot } from "./slot.ts";

/** Instances in one container: what ends a container, memory run out say, costs so many of them. */
export const BERTHS = 8;
const FIRST_PORT = 50051;
/** The ports that a server's container has to serve. */
export const SERVER_PORTS: readonly number[] = Array.from(
	{ length: BERTHS },
	(_, at) => FIRST_PORT + at,
);

/** Room for one instance: a port in a container that others may share. */
export interface Berth {
	/** The container's name on the network. */
	readonly alias: string;
	readonly port: number;
	readonly fromHost: Reached;
	give(file: string): Promise<string>;
	/** Throws PeerStartError. */
	start(argv: readonly string[]): Promise<Program>;
	/** Ends what still runs here. */
	release(): Promise<void>;
}

/** A container that was begun. */
export interface Begun {
	readonly alias: string;
	readonly slot: Promise<Slot>;
}

interface Shared extends Begun {
	/** Ports given out since the container was last empty. */
	given: number;
	used: number;
}

export class Berths {
	readonly #begin: () => Begun;
	/** Those that have ports left; the others come back once they are empty. */
	readonly #open = new Set<Shared>();

	/** `begin` starts another container that serves SERVER_PORTS. */
	constructor(begin: () => Begun) {
		this.#begin = begin;
	}

	/** Throws PeerStartError where a container that it needs does not start. */
	async take(): Promise<Berth> {
		for (;;) {
			const [open] = this.#open;
			const shared = open ?? { ...this.#begin(), given: 0, used: 0 };
			this.#open.add(shared);
			// Before anything is waited for: whoever comes meanwhile gets the next one.
			const port = FIRST_PORT + shared.given;
			shared.given += 1;
			shared.used += 1;
			if (shared.given === BERTHS) this.#open.delete(shared);
			try {
				const slot = await shared.slot;
				if (open === undefined || (await slot.isRunning())) return this.#berth(shared, slot, port);
			} catch (problem) {
				this.#open.delete(shared);
				throw problem;
			}
			// It was killed from outside.
			this.#open.delete(shared);
			await this.#leave(shared);
		}
	}

	#berth(shared: Shared, slot: Slot, port: number): Berth {
		const programs: Program[] = [];
		let released: Promise<void> | undefined;
		const release = async () => {
			await Promise.all(programs.map((program) => program.signal("SIGKILL")));
			await this.#leave(shared);
		};
		return {
			alias: shared.alias,
			port,
			fromHost: slot.fromHost(port),
			give: (file) => slot.give(file),
			async start(argv) {
				const program = await slot.start(argv);
				programs.push(program);
				return program;
			},
			release() {
				released ??= release();
				return released;
			},
		};
	}

	/**
	 * A port is given out again only once the container is empty and whatever had got away from its
	 * program's group has been ended as well: nobody meets another one's leftovers.
	 */
	async #leave(shared: Shared): Promise<void> {
		shared.used -= 1;
		if (shared.used > 0) return;
		this.#open.delete(shared);
		const slot = await shared.slot;
		if (await slot.reset()) {
			shared.given = 0;
			this.#open.add(shared);
		} else await slot.remove();
	}
}
