/** One batch from its plan to its record: its server, its target, its file, its driver. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Batch, Target } from "../model/batch.ts";
import { PeerStartError } from "../model/error.ts";
import type { BatchPlan, Cell, Instance } from "../model/plan.ts";
import type { BatchRecord, PeerRecord } from "../model/record.ts";
import type { Scenario } from "../model/scenario.ts";
import { addressOf } from "../peers/address.ts";
import type { Certificates } from "../peers/certificates.ts";
import type { Station } from "../peers/runtime.ts";
import { HOST, type RunningServer } from "../peers/server.ts";
import { LogFile } from "../support/log-file.ts";
import { drive } from "./driver.ts";
import type { InstanceKeeper } from "./instances.ts";
import { makeBatch } from "./jobs.ts";
import { RUN_LIMITS } from "./limits.ts";
import type { KeptServer, RunOrder } from "./run.ts";
import type { Stations } from "./stations.ts";

/** A name that no certificate of the run carries. */
const WRONG_NAME = "wrong.interop.test";

export interface BatchWorld {
	readonly order: RunOrder;
	readonly certificates: Certificates;
	readonly stations: Stations;
	/** A folder that goes with the run. */
	readonly temporary: string;
	/** Peers whose set-up failed, by name. */
	readonly unprepared: ReadonlyMap<string, PeerRecord>;
}

export class BatchRunner {
	readonly #world: BatchWorld;
	readonly #cells: ReadonlyMap<string, Cell>;
	readonly #scenarios: ReadonlyMap<string, Scenario>;
	readonly #servers = new Map<string, KeptServer>();

	constructor(world: BatchWorld) {
		this.#world = world;
		this.#cells = new Map(world.order.plan.cells.map((cell) => [cell.id, cell]));
		this.#scenarios = new Map(world.order.scenarios.map((scenario) => [scenario.id, scenario]));
	}

	/** The servers that batches were sent to, as this machine reaches them. */
	addresses(): KeptServer[] {
		return [...this.#servers.values()];
	}

	/** Never rejects for what a peer does: that is in the record. Calls `hello` when the driver says so. */
	async run(
		batch: BatchPlan,
		instance: Instance,
		keeper: InstanceKeeper,
		hello: () => void,
	): Promise<BatchRecord> {
		const started = new Date().toISOString();
		try {
			this.#checkPrepared(batch, instance);
			const { station, client } = await this.#world.stations.of(batch.client);
			const began = performance.now();
			const server = await keeper.running();
			this.#world.order.events.started(instance.id, performance.now() - began);
			const record = await this.#drive(batch, instance, server, station, client.command, hello);
			if (batch.preflight === null) await keeper.witnessed(callsOf(record));
			return record;
		} catch (problem) {
			const known = problem instanceof PeerStartError;
			return {
				batch: batch.id,
				started,
				ended: new Date().toISOString(),
				hello: null,
				jobs: [],
				done: null,
				distrust: known ? problem.message : `the harness failed: ${(problem as Error).stack}`,
				hint: known ? problem.hint : "This is a fault of the harness; please report it.",
				exit: null,
				command: [],
			};
		}
	}

	async #drive(
		plan: BatchPlan,
		instance: Instance,
		server: RunningServer,
		station: Station,
		command: readonly string[],
		hello: () => void,
	): Promise<BatchRecord> {
		const { order, temporary } = this.#world;
		const batch = await this.#batchFile(plan, instance, server, station);
		const file = join(temporary, `${plan.id}.json`);
		writeFileSync(file, JSON.stringify(batch));
		try {
			const program = await station.start([...command, "--batch", await station.give(file)]);
			return await drive(program, {
				batch: plan.id,
				longestLimitMs: Math.max(...batch.jobs.map((job) => job.limit_ms)),
				log: new LogFile(order.folder.log(plan.id)),
				signal: order.signal,
				limits: (order.limits ?? RUN_LIMITS).driver,
				hello,
			});
		} finally {
			rmSync(file, { force: true });
		}
	}

	async #batchFile(
		plan: BatchPlan,
		instance: Instance,
		server: RunningServer,
		station: Station,
	): Promise<Batch> {
		const address = addressOf(server.location, server.port, station.location);
		this.#servers.set(instance.id, {
			instance: instance.id,
			address: addressOf(server.location, server.port, HOST),
			tls:
				instance.transport === "plaintext"
					? null
					: {
							ca: this.#world.certificates.ca,
							name: this.#world.certificates.nameOf(instance.server),
						},
		});
		const cells = plan.cells.map((id) => this.#cells.get(id)).filter((cell) => cell !== undefined);
		return makeBatch(
			plan,
			cells,
			(cell) => {
				const scenario = this.#scenarios.get(cell.scenario);
				if (!scenario) throw new Error(`the plan names no scenario ${cell.scenario}`);
				return scenario;
			},
			{ address, tls: await this.#tls(plan, instance, station) },
			this.#world.order.plan.limit_ms,
		);
	}

	async #tls(plan: BatchPlan, instance: Instance, station: Station): Promise<Target["tls"]> {
		const { certificates } = this.#world;
		const check = plan.preflight;
		if (check === "plaintext-into-tls") return null;
		if (instance.transport === "plaintext" && check !== "tls-into-plaintext") return null;
		const withClient = instance.transport === "mtls" && check !== "no-client-certificate";
		const ca = check === "unknown-ca" ? certificates.unknownCa : certificates.ca;
		return {
			ca: await station.give(ca),
			name: check === "wrong-name" ? WRONG_NAME : certificates.nameOf(instance.server),
			cert: withClient ? await station.give(certificates.client.cert) : null,
			key: withClient ? await station.give(certificates.client.key) : null,
		};
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

/** By job: its calls that ended well, each of which must have a witness. */
function callsOf(record: BatchRecord): Map<string, number> {
	return new Map(
		record.jobs.map(({ line }) => [
			line.job,
			line.results.filter((result) => "status" in result && result.status === "OK").length,
		]),
	);
}
