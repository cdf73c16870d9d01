/** The server instances of a run: started when first needed, again after a death, stopped when no batch is left. */
import { PeerStartError } from "../model/error.ts";
import type { Peer, ServerEntry } from "../model/peer.ts";
import type { Instance } from "../model/plan.ts";
import type { InstanceRecord } from "../model/record.ts";
import { attach } from "../peers/attached.ts";
import type { Certificates } from "../peers/certificates.ts";
import type { PeerRuntime, Station } from "../peers/runtime.ts";
import { type RunningServer, type ServerLimits, startServer } from "../peers/server.ts";
import type { LogFile } from "../support/log-file.ts";

export interface InstanceOrder {
	readonly instance: Instance;
	readonly peer: Peer;
	readonly server: ServerEntry;
	readonly runtime: PeerRuntime;
	readonly certificates: Certificates;
	/** Local path of the database. */
	readonly database: string;
	readonly log: LogFile;
	readonly signal: AbortSignal;
	readonly limits: ServerLimits & { readonly witnessMs: number };
}

/** One instance over its life: several servers in a row, where one died or was asked to end. */
export class InstanceKeeper {
	readonly #order: InstanceOrder;
	#station: Station | null = null;
	#restarts = 0;
	#startMs = 0;
	#starting: Promise<RunningServer> | null = null;
	#record: InstanceRecord;
	/** Witnesses of the running server that are in a record already. */
	#taken = 0;

	constructor(order: InstanceOrder) {
		this.#order = order;
		this.#record = blank(order.instance);
	}

	/** The running server; starts one where none runs. Throws PeerStartError. */
	async running(): Promise<RunningServer> {
		const current = this.#starting;
		if (current !== null) {
			const server = await current;
			if (server.ended() === null) return server;
			this.#replace(current, server);
			return this.running();
		}
		return this.#begin(Promise.resolve());
	}

	/** Waits for what the server has to say of these jobs' calls, where it is one that speaks. */
	async witnessed(calls: ReadonlyMap<string, number>): Promise<void> {
		if (!this.#order.server.witness || this.#starting === null) return;
		const server = await this.#starting.catch(() => null);
		const before = Map.groupBy(this.#record.witnesses, ({ cell }) => cell);
		const missing = [...calls].map(
			([job, count]) => [job, count - (before.get(job)?.length ?? 0)] as const,
		);
		await server?.witnessed(new Map(missing), this.#order.limits.witnessMs);
	}

	/**
	 * What there is to say since the last record; the server runs on. One that has ended, or did not
	 * start, is started by whoever needs it next.
	 */
	async record(): Promise<InstanceRecord> {
		const current = this.#starting;
		const server = (await current?.catch(() => null)) ?? null;
		if (server !== null && server.ended() === null) this.#take(server.record());
		else {
			this.#starting = null;
			if (server !== null) await this.#retire(server);
		}
		return this.#handOver();
	}

	/** From here on all is for another run, whose log is there. */
	async turnTo(log: string): Promise<void> {
		await this.record();
		this.#order.log.moveTo(log);
	}

	/** Stops what runs and returns the record of what there is to say since the last one. */
	async close(): Promise<InstanceRecord> {
		const last = this.#starting;
		// Whatever ends from now on is not replaced.
		this.#starting = null;
		const server = await last?.catch(() => null);
		if (server) await this.#retire(server);
		await this.#station?.[Symbol.asyncDispose]();
		this.#station = null;
		return this.#handOver();
	}

	/** What clients of the server trust and show. */
	get certificates(): Certificates {
		return this.#order.certificates;
	}

	#begin(ready: Promise<void>): Promise<RunningServer> {
		const starting = ready.then(() => this.#start());
		this.#starting = starting;
		starting.then(
			(server) => {
				if (this.#restarts >= this.#order.instance.restarts) return;
				this.#restarts += 1;
				void server.exit.then(() => this.#replace(starting, server));
			},
			// The record has it.
			() => {},
		);
		return starting;
	}

	/** Whoever sees a death first replaces the server; the others wait for the same one. */
	#replace(dead: Promise<RunningServer>, server: RunningServer): void {
		if (this.#starting === dead) void this.#begin(this.#retire(server));
	}

	async #start(): Promise<RunningServer> {
		const { instance, peer, server, runtime, log, ...rest } = this.#order;
		const began = performance.now();
		try {
			if (peer.attached) {
				const { attached } = peer;
				const { host, runtime: where } = runtime;
				return await attach({
					...rest,
					id: instance.id,
					name: server.name,
					attached,
					host,
					runtime: where,
				});
			}
			const again = instance.restarts > 0;
			if (this.#station === null || !again) {
				// A new station each time: the address of one that died may still be held.
				await this.#station?.[Symbol.asyncDispose]();
				this.#station = await runtime.serverStation(peer, server, again);
			}
			const { transport, settings, certificate } = instance;
			const started = await startServer(
				{ id: instance.id, peer, server, transport, settings, certificate, log, ...rest },
				this.#station,
			);
			const now = new Date().toISOString();
			const away = this.#record.away.map(({ from, to }) => ({ from, to: to ?? now }));
			this.#record = { ...this.#record, away };
			return started;
		} catch (problem) {
			const failed =
				problem instanceof PeerStartError
					? { why: problem.message, hint: problem.hint }
					: { why: String(problem), hint: `Its log is ${log.path}.` };
			this.#record = { ...this.#record, failed };
			throw problem;
		} finally {
			this.#startMs += Math.round(performance.now() - began);
		}
	}

	async #retire(server: RunningServer): Promise<void> {
		this.#take(await server.stop());
		this.#taken = 0;
	}

	#take(last: InstanceRecord): void {
		const before = this.#record;
		this.#record = {
			...last,
			failed: before.failed,
			ready: last.ready ?? before.ready,
			witnesses: [...before.witnesses, ...last.witnesses.slice(this.#taken)],
			died: before.died || last.died,
			away: [...before.away, ...last.away],
			exit: last.exit ?? before.exit,
			...((last.said ?? before.said) ? { said: last.said ?? before.said } : {}),
		};
		this.#taken = last.witnesses.length;
	}

	#handOver(): InstanceRecord {
		const record = { ...this.#record, start_ms: this.#startMs };
		this.#record = blank(this.#order.instance);
		this.#startMs = 0;
		return record;
	}
}

function blank({ id }: Instance): InstanceRecord {
	return {
		instance: id,
		ready: null,
		failed: null,
		witnesses: [],
		exit: null,
		died: false,
		away: [],
		command: [],
	};
}
