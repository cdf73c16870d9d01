/** What is up while plans are carried out, one after another: peers that are ready, servers, drivers' stations. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Peer } from "../model/peer.ts";
import type { BatchPlan, Instance, Plan } from "../model/plan.ts";
import type { BatchRecord, InstanceRecord, PeerRecord } from "../model/record.ts";
import type { Scenario } from "../model/scenario.ts";
import { attachedCertificates } from "../peers/attached.ts";
import { type Certificates, runCertificates } from "../peers/certificates.ts";
import type { PeerRuntime } from "../peers/runtime.ts";
import { removedAtExit } from "../support/leftovers.ts";
import { LogFile } from "../support/log-file.ts";
import { allOver } from "./all-over.ts";
import { BatchesLeft } from "./batches-left.ts";
import type { RunFolder } from "./folder.ts";
import { InstanceKeeper } from "./instances.ts";
import { RUN_LIMITS, type RunLimits } from "./limits.ts";
import { preparePeer } from "./prepare.ts";
import { schedule } from "./schedule.ts";
import { SessionRunner } from "./session.ts";
import { type Session, sessionsOf } from "./sessions.ts";
import { Stations } from "./stations.ts";

export interface WorldOrder {
	/** A database, by name, as `--json_db_file` has it. */
	readonly databaseText: (name: string) => string;
	readonly runtime: PeerRuntime;
	/** Drivers at once. */
	readonly parallel: number;
	/** Aborted where all of it is to end: nothing is set up, and no server is waited for. */
	readonly signal: AbortSignal;
	/** RUN_LIMITS where absent. */
	readonly limits?: RunLimits;
}

/** A plan to be carried out, and where it is written down. */
export interface Errand {
	readonly plan: Plan;
	readonly peers: readonly Peer[];
	readonly scenarios: readonly Scenario[];
	readonly folder: RunFolder;
	readonly events: RunEvents;
	/** Aborted where it is to be given up: drivers are ended, and no more are started. */
	readonly signal: AbortSignal;
	/** Which servers stay up when their batches are over, for an errand to come or for people. */
	readonly stays: (instance: Instance) => boolean;
}

export interface KeptServer {
	readonly instance: string;
	/** What a client needs for it over TLS; null over plaintext. */
	readonly tls: { readonly ca: string; readonly name: string } | null;
	readonly address: string;
}

/** What happens while it runs, for whoever shows progress. */
export interface RunEvents {
	preparing(peer: string): void;
	setupLine(peer: string, line: string): void;
	prepared(record: PeerRecord): void;
	started(instance: string, ms: number): void;
	batch(record: BatchRecord, batch: BatchPlan): void;
}

export class World implements AsyncDisposable {
	readonly #order: WorldOrder;
	readonly #temporary = mkdtempSync(join(tmpdir(), "interop-"));
	readonly #forget: () => void;
	readonly #certificates: Certificates;
	readonly #stations: Stations;
	readonly #prepared = new Map<string, PeerRecord>();
	readonly #keepers = new Map<string, { readonly keeper: InstanceKeeper; readonly peer: string }>();

	constructor(order: WorldOrder) {
		this.#order = order;
		this.#forget = removedAtExit(() => this.#removeFiles());
		this.#certificates = runCertificates(this.#certificateFolder);
		this.#stations = new Stations(order.runtime);
	}

	/**
	 * Carries the plan out, and gives the servers that batches were sent to. Instances that an earlier
	 * plan has left up are used again, by their ids. Peers' faults are in the records; only a fault of
	 * ours throws.
	 */
	async carryOut(errand: Errand): Promise<KeptServer[]> {
		const { plan, folder, scenarios, events, signal } = errand;
		const { parallel } = this.#order;
		const peers = await this.#prepare(errand);
		folder.write("peers.json", { peers });
		this.#writeDatabases(plan);
		await this.#turnTo(errand);
		const runner = new SessionRunner({
			order: { ...this.#order, ...errand },
			stations: this.#stations,
			temporary: this.#temporary,
			unprepared: new Map(peers.flatMap((peer) => (peer.failed ? [[peer.peer, peer]] : []))),
		});
		const left = new BatchesLeft(plan.batches);
		const instanceOf = instanceLookup(plan);
		const capacityOf = capacities(plan);
		const write = (file: string, record: BatchRecord | InstanceRecord) =>
			folder.write(file, record, plan.repeat.times > 1 ? "compact" : "readable");
		const close = async (id: string) => {
			const record = await this.#close(id);
			if (record) write(join("servers", `${id}.json`), record);
		};
		const work = async ({ batches }: Session, quiet: () => void) => {
			const carried = batches.map((batch) => {
				const instance = instanceOf(batch.instance);
				return { batch, instance, keeper: this.#keeperOf(instance, errand) };
			});
			const records = await runner.run(carried, quiet);
			for (const [at, record] of records.entries()) {
				const batch = batches[at];
				if (batch === undefined) continue;
				write(join("transcripts", `${batch.id}.json`), record);
				events.batch(record, batch);
			}
			const over = left.take(batches).filter((id) => !errand.stays(instanceOf(id)));
			await allOver(over.map(close));
		};
		try {
			// One repetition after another: the timed sessions of all of them at once would be too many.
			for (const batches of Map.groupBy(plan.batches, ({ repetition }) => repetition).values()) {
				if (signal.aborted) break;
				const sessions = sessionsOf(batches, plan, scenarios, capacityOf);
				await schedule(sessions, { parallel, capacityOf }, work, signal);
			}
		} finally {
			await allOver(
				plan.instances.map(async (instance) => {
					const { id } = instance;
					if (!errand.stays(instance)) return close(id);
					const kept = this.#keepers.get(id);
					if (kept) write(join("servers", `${id}.json`), await kept.keeper.record());
				}),
			);
		}
		return runner.addresses();
	}

	/** How many servers stay up. */
	get up(): number {
		return this.#keepers.size;
	}

	/** Ends what runs of these peers; what needs them next sets them up, and starts them, anew. */
	async renew(peers: ReadonlySet<string>): Promise<void> {
		const theirs = [...this.#keepers].filter(([, { peer }]) => peers.has(peer));
		await allOver(theirs.map(([id]) => this.#close(id)));
		for (const peer of peers) {
			await this.#stations.close(peer);
			this.#prepared.delete(peer);
		}
	}

	/** Ends everything that runs, and removes what lies there. */
	async [Symbol.asyncDispose](): Promise<void> {
		try {
			await allOver([...this.#keepers.keys()].map((id) => this.#close(id)));
		} finally {
			await this.#stations[Symbol.asyncDispose]();
			this.#removeFiles();
			this.#forget();
		}
	}

	/** The peers that the plan needs; those that are ready from an earlier one are not set up again. */
	async #prepare({ plan, peers, folder, events }: Errand): Promise<PeerRecord[]> {
		const { runtime, signal } = this.#order;
		const needed = new Set([...plan.servers, ...plan.clients].map(({ peer }) => peer));
		const records = await allOver(
			peers
				.filter(({ name }) => needed.has(name))
				.map(
					(peer) =>
						this.#prepared.get(peer.name) ?? preparePeer(peer, { runtime, folder, events, signal }),
				),
		);
		for (const record of records) if (!record.failed) this.#prepared.set(record.peer, record);
		return records;
	}

	async #turnTo({ plan, folder }: Errand): Promise<void> {
		for (const { id } of plan.instances) {
			await this.#keepers.get(id)?.keeper.turnTo(folder.log(id));
		}
	}

	#keeperOf(instance: Instance, { peers, folder }: Errand): InstanceKeeper {
		const existing = this.#keepers.get(instance.id);
		if (existing) return existing.keeper;
		const { runtime, signal, limits = RUN_LIMITS } = this.#order;
		const { peer, server } = serverOf(peers, instance.server);
		const keeper = new InstanceKeeper({
			instance,
			peer,
			server,
			runtime,
			certificates: peer.attached
				? attachedCertificates(peer.attached, this.#certificates, this.#certificateFolder)
				: this.#certificates,
			database: this.#database(instance.database),
			log: new LogFile(folder.log(instance.id)),
			signal,
			limits: limits.server,
		});
		this.#keepers.set(instance.id, { keeper, peer: peer.name });
		return keeper;
	}

	async #close(id: string): Promise<InstanceRecord | undefined> {
		const kept = this.#keepers.get(id);
		this.#keepers.delete(id);
		return kept?.keeper.close();
	}

	#writeDatabases({ instances }: Plan): void {
		mkdirSync(join(this.#temporary, "databases"), { recursive: true });
		for (const name of new Set(instances.map(({ database }) => database))) {
			writeFileSync(this.#database(name), this.#order.databaseText(name));
		}
	}

	#database(name: string): string {
		return join(this.#temporary, "databases", `${name}.json`);
	}

	get #certificateFolder(): string {
		return join(this.#temporary, "certificates");
	}

	#removeFiles(): void {
		rmSync(this.#temporary, { recursive: true, force: true });
	}
}

function instanceLookup(plan: Plan): (id: string) => Instance {
	const instances = new Map(plan.instances.map((instance) => [instance.id, instance]));
	return (id) => {
		const instance = instances.get(id);
		if (!instance) throw new Error(`the plan has no instance ${id}`);
		return instance;
	};
}

function capacities(plan: Plan): (instance: string) => number | null {
	const servers = new Map(plan.servers.map((server) => [server.name, server.max_open_calls]));
	const byInstance = new Map(
		plan.instances.map(({ id, server }) => [id, servers.get(server) ?? null]),
	);
	return (instance) => byInstance.get(instance) ?? null;
}

function serverOf(peers: readonly Peer[], name: string) {
	for (const peer of peers) {
		const server = peer.servers.find((entry) => entry.name === name);
		if (server) return { peer, server };
	}
	throw new Error(`no peer has a server ${name}`);
}
