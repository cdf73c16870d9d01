/** One session from its plan to its records: servers, targets, the driver's file, the driver. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Batch, BatchesFile, ContractVersion, Target } from "../model/batch.ts";
import { InteropError, PeerStartError } from "../model/error.ts";
import type { BatchPlan, Cell, Instance } from "../model/plan.ts";
import type { BatchRecord, PeerRecord } from "../model/record.ts";
import { cellIn } from "../model/repetition.ts";
import type { Scenario } from "../model/scenario.ts";
import { hasTls } from "../model/via.ts";
import { addressOf } from "../peers/address.ts";
import type { Certificates } from "../peers/certificates.ts";
import type { Station } from "../peers/runtime.ts";
import { HOST, type RunningServer } from "../peers/server.ts";
import { LogFile } from "../support/log-file.ts";
import { drive } from "./driver.ts";
import type { InstanceKeeper } from "./instances.ts";
import { makeBatch } from "./jobs.ts";
import { RUN_LIMITS } from "./limits.ts";
import { checkReach, hostOfRelay, Relays } from "./relays.ts";
import type { Stations } from "./stations.ts";
import type { Errand, KeptServer, WorldOrder } from "./world.ts";

/** A batch of a session, and the server that it is sent to. */
export interface Carried {
	readonly batch: BatchPlan;
	readonly instance: Instance;
	readonly keeper: InstanceKeeper;
}

interface Reachable extends Carried {
	readonly server: RunningServer;
}

export interface SessionWorld {
	readonly order: WorldOrder & Errand;
	readonly stations: Stations;
	/** A folder that goes with the run. */
	readonly temporary: string;
	/** Peers whose set-up failed, by name. */
	readonly unprepared: ReadonlyMap<string, PeerRecord>;
}

export class SessionRunner {
	readonly #world: SessionWorld;
	readonly #cells: ReadonlyMap<string, Cell>;
	readonly #scenarios: ReadonlyMap<string, Scenario>;
	readonly #servers = new Map<string, KeptServer>();

	constructor(world: SessionWorld) {
		this.#world = world;
		this.#cells = new Map(world.order.plan.cells.map((cell) => [cell.id, cell]));
		this.#scenarios = new Map(world.order.scenarios.map((scenario) => [scenario.id, scenario]));
	}

	/** The servers that batches were sent to, as this machine reaches them. */
	addresses(): KeptServer[] {
		return [...this.#servers.values()];
	}

	/**
	 * A record for each batch, in their order. Never rejects for what a peer does: that is in the
	 * records. Calls `hello` when the driver says so.
	 */
	async run(session: readonly Carried[], hello: () => void): Promise<BatchRecord[]> {
		const records = new Map<string, BatchRecord>();
		const reachable: Reachable[] = [];
		for (const carried of session) {
			try {
				reachable.push({ ...carried, server: await this.#serverOf(carried) });
			} catch (problem) {
				records.set(carried.batch.id, notRun(carried.batch, problem));
			}
		}
		for (const record of await this.#carryOut(reachable, hello)) records.set(record.batch, record);
		return session.map(
			({ batch }) => records.get(batch.id) ?? notRun(batch, new Error("no record")),
		);
	}

	/** Started where it does not run yet. Throws PeerStartError, also for a client that was not set up. */
	async #serverOf({ batch, instance, keeper }: Carried): Promise<RunningServer> {
		this.#checkPrepared(batch, instance);
		const { runtime, signal } = this.#world.order;
		if (batch.via !== null) hostOfRelay(runtime, batch);
		const began = performance.now();
		const server = await keeper.running();
		this.#world.order.events.started(instance.id, performance.now() - began);
		if (batch.via !== null) await checkReach(runtime, batch, server, signal);
		return server;
	}

	async #carryOut(session: readonly Reachable[], hello: () => void): Promise<BatchRecord[]> {
		const [first] = session;
		if (first === undefined) return [];
		try {
			const records = await this.#drive(first, session, hello);
			const byId = new Map(records.map((record) => [record.batch, record]));
			await Promise.all(
				session.map(async ({ batch, keeper }) => {
					const record = byId.get(batch.id);
					if (record && batch.preflight === null) {
						await keeper.witnessed(this.#callsOf(record, batch));
					}
				}),
			);
			return records;
		} catch (problem) {
			return session.map(({ batch }) => notRun(batch, problem));
		}
	}

	async #drive(
		{ batch: { client: name, session: id } }: Reachable,
		session: readonly Reachable[],
		hello: () => void,
	): Promise<BatchRecord[]> {
		const { order, temporary, stations } = this.#world;
		const { station, client } = await stations.of(name, order.peers);
		const batches: Batch[] = [];
		await using relays = new Relays(order);
		for (const carried of session) batches.push(await this.#batchFor(carried, station, relays));
		const file = join(temporary, `${id}.json`);
		writeFileSync(file, JSON.stringify(driverFile(client.contract, batches)));
		try {
			const program = await station.start([...client.command, "--batch", await station.give(file)]);
			return await drive(program, {
				batches: batches.map((batch) => ({
					id: batch.batch,
					longestLimitMs: Math.max(...batch.jobs.map((job) => job.limit_ms)),
					log: new LogFile(order.folder.log(batch.batch)),
				})),
				contract: client.contract,
				signal: order.signal,
				limits: (order.limits ?? RUN_LIMITS).driver,
				hello,
			});
		} finally {
			rmSync(file, { force: true });
			await relays.record();
		}
	}

	async #batchFor(
		{ batch: plan, instance, server, keeper }: Reachable,
		station: Station,
		relays: Relays,
	): Promise<Batch> {
		const address =
			(await relays.addressFor(plan, instance, keeper.certificates, server, station)) ??
			addressOf(server.location, server.port, station.location);
		this.#servers.set(instance.id, {
			instance: instance.id,
			address: addressOf(server.location, server.port, HOST),
			tls:
				instance.transport === "plaintext"
					? null
					: {
							ca: await keeper.certificates.ca(),
							name: keeper.certificates.nameOf(instance.server),
						},
		});
		return makeBatch(
			plan,
			this.#cellsOf(plan),
			(cell) => {
				const scenario = this.#scenarios.get(cell.scenario);
				if (!scenario) throw new Error(`the plan names no scenario ${cell.scenario}`);
				return scenario;
			},
			{
				address,
				tls: await targetTls(plan, instance, keeper.certificates, station),
				...(Object.keys(plan.channel).length === 0 ? {} : { channel: plan.channel }),
			},
			this.#world.order.plan.limit_ms,
		);
	}

	/** By job: its calls that ended well or that the scenario asks about, each of which must have a witness. */
	#callsOf(record: BatchRecord, batch: BatchPlan): Map<string, number> {
		const asked = new Map(
			this.#cellsOf(batch).flatMap((cell) => {
				const script = this.#scenarios.get(cell.scenario)?.scripts[cell.behaviour];
				return script ? [[cell.job, Object.keys(script.witness).length] as const] : [];
			}),
		);
		return new Map(
			record.jobs.map(({ line }) => {
				const well = line.results.filter((result) => "status" in result && result.status === "OK");
				return [line.job, Math.max(well.length, asked.get(line.job) ?? 0)];
			}),
		);
	}

	/** The cells of a batch as its repetition has them, in the order of their jobs. */
	#cellsOf({ cells, repetition }: BatchPlan): Cell[] {
		const { repeat } = this.#world.order.plan;
		return cells.flatMap((id) => {
			const cell = this.#cells.get(id);
			return cell ? [cellIn(cell, repetition, repeat)] : [];
		});
	}

	#checkPrepared(batch: BatchPlan, instance: Instance): void {
		const { plan } = this.#world.order;
		const peers = [
			plan.clients.find(({ name }) => name === batch.client)?.peer,
			plan.servers.find(({ name }) => name === instance.server)?.peer,
		];
		for (const peer of peers) {
			const failed = this.#world.unprepared.get(peer ?? "")?.failed;
			if (failed) throw new PeerStartError(peer ?? "", failed.why, failed.hint);
		}
	}
}

/** What a driver needs for TLS, as files of its station; null where it speaks plaintext. */
async function targetTls(
	{ via, tls: { client, client_certificate, ca, name } }: BatchPlan,
	{ server, transport }: Instance,
	certificates: Certificates,
	station: Station,
): Promise<Target["tls"]> {
	if (!(client ? client === "tls" : hasTls(via, transport).client)) return null;
	const shown = client_certificate ?? (transport === "mtls" ? "usual" : "none");
	const own = shown === "none" ? null : await certificates.client(shown);
	return {
		ca: await station.give(await certificates.ca(ca)),
		name: certificates.nameOf(server, name),
		cert: own && (await station.give(own.cert)),
		key: own && (await station.give(own.key)),
	};
}

function driverFile(contract: ContractVersion, batches: readonly Batch[]): Batch | BatchesFile {
	const [only, ...more] = batches;
	if (contract === 2) return { contract, batches: [...batches] };
	if (only === undefined || more.length > 0) throw new Error("contract 1 knows one batch a driver");
	return only;
}

function notRun(batch: BatchPlan, problem: unknown): BatchRecord {
	const [distrust, hint] = whyNotRun(problem);
	const now = new Date().toISOString();
	return {
		batch: batch.id,
		started: now,
		ended: now,
		hello: null,
		jobs: [],
		done: null,
		distrust,
		hint,
		exit: null,
		command: [],
	};
}

/** What stood in the way, and what to do. */
function whyNotRun(problem: unknown): [string, string] {
	if (problem instanceof InteropError) return [problem.message, problem.hint];
	const { code, message, stack } = problem as NodeJS.ErrnoException;
	if (code === "ENOSPC" || code === "EDQUOT") {
		return [message, "Free the disk that TMPDIR is on, or name another one."];
	}
	return [`the harness failed: ${stack}`, "This is a fault of the harness; please report it."];
}
