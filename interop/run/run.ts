/** Carries out a plan: peers are set up, servers started, batches driven, everything written down and ended. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PeerStartError } from "../model/error.ts";
import type { Peer } from "../model/peer.ts";
import type { BatchPlan, Instance, Plan } from "../model/plan.ts";
import type { BatchRecord, InstanceRecord, PeerRecord } from "../model/record.ts";
import type { Scenario } from "../model/scenario.ts";
import { attachedCertificates } from "../peers/attached.ts";
import { runCertificates } from "../peers/certificates.ts";
import type { PeerRuntime } from "../peers/runtime.ts";
import { removedAtExit } from "../support/leftovers.ts";
import { LogFile } from "../support/log-file.ts";
import type { RunFolder } from "./folder.ts";
import { InstanceKeeper } from "./instances.ts";
import { RUN_LIMITS, type RunLimits } from "./limits.ts";
import { schedule } from "./schedule.ts";
import { SessionRunner } from "./session.ts";
import { type Session, sessionsOf } from "./sessions.ts";
import { Stations } from "./stations.ts";

export interface RunOrder {
	readonly plan: Plan;
	readonly peers: readonly Peer[];
	readonly scenarios: readonly Scenario[];
	/** A database, by name, as `--json_db_file` has it. */
	readonly databaseText: (name: string) => string;
	readonly runtime: PeerRuntime;
	readonly folder: RunFolder;
	/** Drivers at once. */
	readonly parallel: number;
	readonly signal: AbortSignal;
	readonly events: RunEvents;
	/** RUN_LIMITS where absent. */
	readonly limits?: RunLimits;
	/** Called with the running servers' addresses before they are stopped; they stay until it resolves. */
	readonly keep: ((addresses: readonly KeptServer[]) => Promise<void>) | null;
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

/** Runs the plan. Peers' faults are in the records; only a fault of ours throws. */
export async function run(order: RunOrder): Promise<void> {
	const { plan, folder, runtime, signal } = order;
	const temporary = mkdtempSync(join(tmpdir(), "interop-"));
	const remove = () => rmSync(temporary, { recursive: true, force: true });
	const forget = removedAtExit(remove);
	try {
		const peers = await prepareAll(order);
		folder.write("peers.json", { peers });
		const certificateFolder = join(temporary, "certificates");
		const certificates = runCertificates(certificateFolder);
		const databases = writeDatabases(order, join(temporary, "databases"));
		await using stations = new Stations(runtime, order.peers);
		const unprepared = new Map(peers.flatMap((peer) => (peer.failed ? [[peer.peer, peer]] : [])));
		const keepers = new Map<string, InstanceKeeper>();
		const keeperOf = (instance: Instance) => {
			const existing = keepers.get(instance.id);
			if (existing) return existing;
			const { peer, server } = serverOf(order.peers, instance.server);
			const keeper = new InstanceKeeper({
				instance,
				peer,
				server,
				runtime,
				certificates: peer.attached
					? attachedCertificates(peer.attached, certificates, certificateFolder)
					: certificates,
				database: databases(instance.database),
				log: new LogFile(folder.log(instance.id)),
				signal,
				limits: (order.limits ?? RUN_LIMITS).server,
			});
			keepers.set(instance.id, keeper);
			return keeper;
		};
		const runner = new SessionRunner({ order, stations, temporary, unprepared });
		const left = new BatchesLeft(plan.batches);
		const instanceOf = instanceLookup(plan);
		const capacityOf = capacities(plan);
		const write = (file: string, record: BatchRecord | InstanceRecord) =>
			folder.write(file, record, plan.repeat.times > 1 ? "compact" : "readable");
		const close = async (instance: string) => {
			const keeper = keepers.get(instance);
			keepers.delete(instance);
			if (keeper) write(join("servers", `${instance}.json`), await keeper.close());
		};
		try {
			const work = async ({ batches }: Session, quiet: () => void) => {
				const carried = batches.map((batch) => {
					const instance = instanceOf(batch);
					return { batch, instance, keeper: keeperOf(instance) };
				});
				const records = await runner.run(carried, quiet);
				for (const [at, record] of records.entries()) {
					const batch = batches[at];
					if (batch === undefined) continue;
					write(join("transcripts", `${batch.id}.json`), record);
					order.events.batch(record, batch);
				}
				if (order.keep === null) await allOver(left.take(batches).map(close));
			};
			const limits = { parallel: order.parallel, capacityOf };
			// One repetition after another: the timed sessions of all of them at once would be too many.
			for (const batches of Map.groupBy(plan.batches, ({ repetition }) => repetition).values()) {
				if (signal.aborted) break;
				await schedule(
					sessionsOf(batches, plan, order.scenarios, capacityOf),
					limits,
					work,
					signal,
				);
			}
			if (order.keep !== null) await order.keep(runner.addresses());
		} finally {
			await allOver([...keepers.keys()].map(close));
		}
	} finally {
		remove();
		forget();
	}
}

async function prepareAll(order: RunOrder): Promise<PeerRecord[]> {
	const { peers, plan, runtime, events, folder, signal } = order;
	const needed = new Set([...plan.servers, ...plan.clients].map(({ peer }) => peer));
	return allOver(
		peers
			.filter(({ name }) => needed.has(name))
			.map(async (peer): Promise<PeerRecord> => {
				const began = performance.now();
				const log = new LogFile(folder.log(`setup.${peer.name}`));
				events.preparing(peer.name);
				const record = { peer: peer.name, title: peer.title, image: null, failed: null };
				if (peer.attached) return { ...record, seconds: 0 };
				const seconds = () => Math.round((performance.now() - began) / 100) / 10;
				let result: PeerRecord;
				try {
					const heard = (line: string) => {
						log.line(line);
						events.setupLine(peer.name, line);
					};
					const { image } = await runtime.prepare(peer, heard, signal);
					result = { ...record, image, seconds: seconds() };
				} catch (problem) {
					if (!(problem instanceof PeerStartError)) throw problem;
					const failed = { why: problem.message, hint: problem.hint };
					result = { ...record, failed, seconds: seconds() };
				}
				events.prepared(result);
				return result;
			}),
	);
}

/** Like Promise.all, but rejects only once all are over: nothing goes on behind a failure's back. */
async function allOver<T>(work: readonly Promise<T>[]): Promise<T[]> {
	await Promise.allSettled(work);
	return Promise.all(work);
}

function writeDatabases(order: RunOrder, folder: string): (name: string) => string {
	mkdirSync(folder, { recursive: true });
	for (const name of new Set(order.plan.instances.map(({ database }) => database))) {
		writeFileSync(join(folder, `${name}.json`), order.databaseText(name));
	}
	return (name) => join(folder, `${name}.json`);
}

/** How many batches each instance still has before it. */
class BatchesLeft {
	readonly #left = new Map<string, number>();

	constructor(batches: readonly BatchPlan[]) {
		for (const { instance } of batches) this.#add(instance, 1);
	}

	/** Crosses batches off; returns the instances that have none left. */
	take(batches: readonly BatchPlan[]): string[] {
		for (const { instance } of batches) this.#add(instance, -1);
		const touched = new Set(batches.map(({ instance }) => instance));
		return [...touched].filter((instance) => this.#left.get(instance) === 0);
	}

	#add(instance: string, count: number): void {
		this.#left.set(instance, (this.#left.get(instance) ?? 0) + count);
	}
}

function instanceLookup(plan: Plan): (batch: BatchPlan) => Instance {
	const instances = new Map(plan.instances.map((instance) => [instance.id, instance]));
	return ({ instance: id }) => {
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
