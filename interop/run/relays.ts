/** The relays of one session: opened before its driver starts, closed once it has ended. */
import { join } from "node:path";
import { PeerStartError } from "../model/error.ts";
import type { BatchPlan, Instance } from "../model/plan.ts";
import { accepts } from "../peers/accepts.ts";
import { addressOf } from "../peers/address.ts";
import type { Certificates } from "../peers/certificates.ts";
import { hostOf, type Location, type PeerRuntime, type Station } from "../peers/runtime.ts";
import { HOST, type RunningServer } from "../peers/server.ts";
import { openRelay, type Relay } from "../peers/via/relay.ts";
import type { Errand, WorldOrder } from "./world.ts";

/** Where the relay of a batch can listen. Throws PeerStartError where its driver would not reach it. */
export function hostOfRelay(runtime: PeerRuntime, { client }: BatchPlan): Location {
	return hostOf(runtime, client, "the relay that the scenario needs");
}

/** How long an engine's machine may take to let a connection through. */
const REACH_MS = 5_000;

/**
 * Resolves where a relay here reaches the server. One in another machine's container is reached at a port
 * that its engine publishes. Throws PeerStartError where that leads nowhere.
 */
export async function checkReach(
	{ remote }: Pick<PeerRuntime, "remote">,
	{ client }: BatchPlan,
	{ location: { fromHost } }: Pick<RunningServer, "location">,
	signal: AbortSignal,
): Promise<void> {
	if (!remote || fromHost === null) return;
	const refused = await accepts(fromHost.host, fromHost.port, REACH_MS, signal);
	if (refused === null) return;
	throw new PeerStartError(
		client,
		`${client}: the relay that the scenario needs does not reach the server at ${fromHost.host}:${fromHost.port}, where the engine publishes it: ${refused}`,
		"TESTCONTAINERS_HOST_OVERRIDE=HOST names the engine's machine, where DOCKER_HOST is a forwarded socket; let this machine through its firewall.",
	);
}

type RelaysOrder = Pick<WorldOrder, "runtime"> & Pick<Errand, "folder">;

export class Relays implements AsyncDisposable {
	readonly #order: RelaysOrder;
	readonly #relays = new Map<string, Relay>();

	constructor(order: RelaysOrder) {
		this.#order = order;
	}

	/** Opens the relay that the batch asks for; the address under which its driver reaches it. Null where it asks for none. */
	async addressFor(
		batch: BatchPlan,
		instance: Instance,
		certificates: Certificates,
		server: Pick<RunningServer, "location" | "port">,
		driver: Pick<Station, "location">,
	): Promise<string | null> {
		const { id, via } = batch;
		if (via === null) return null;
		const host = hostOfRelay(this.#order.runtime, batch);
		const relay = await openRelay({
			via,
			bind: host.bind,
			server: addressOf(server.location, server.port, HOST),
			instance,
			certificates,
		});
		this.#relays.set(id, relay);
		return addressOf(host, relay.port, driver.location);
	}

	/** Writes down what passed of each batch; the driver has ended. */
	async record(): Promise<void> {
		for (const [batch, relay] of this.#relays) {
			await relay.settled();
			const streams = relay.streams();
			if (streams === null) continue;
			this.#order.folder.write(join("relays", `${batch}.json`), { batch, streams });
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await Promise.all([...this.#relays.values()].map((relay) => relay[Symbol.asyncDispose]()));
	}
}
