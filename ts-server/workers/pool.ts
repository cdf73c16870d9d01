/** The workers of one server: all of them are kept running, and told the same. */
import type { Socket } from "node:net";
import type { MetricObject } from "prom-client";
import type { OnProgress } from "../database/load-table.ts";
import type { ServerOptions } from "../options.ts";
import type { Drained } from "../running-server.ts";
import { StartError } from "../start-error.ts";
import type { TlsMaterial } from "../tls-files.ts";
import { WorkerDied, WorkerProcess, WorkerSilent } from "./worker-process.ts";

/** Who dies sooner has not served. */
const EARLY_MS = 60_000;
/** So many early deaths in a row leave a place empty. */
const ATTEMPTS = 5;
/** Who says nothing for so long while it reads the database does not read it. */
const PREPARE_MS = 10_000;
/** Who serves says something each second; who has not for so long may have stopped. */
const SILENT_MS = 5_000;
/** Prometheus itself waits for ten seconds. */
const MEASURE_MS = 5_000;
/** What a worker may take beyond the time of its calls: for connections to close, and for its log to be read. */
const DRAIN_GRACE_MS = 10_000;
/** A timer cannot be longer. */
const LONGEST_MS = 2 ** 31 - 1;

/** Metrics by worker; null of one that has not said. */
export type Measured = ReadonlyMap<WorkerProcess, readonly MetricObject[] | null>;

interface Place {
	/** From 1 on. */
	readonly number: number;
	/** Null: its last worker has died, and no other has taken its place yet. */
	worker: WorkerProcess | null;
	earlyDeaths: number;
}

export interface PoolEvents {
	/** A line for people. */
	readonly say: (line: string) => void;
	/** How much of a long database has been read, from 0 to 1. */
	readonly progress: OnProgress;
	/** No worker is left, and none will come. */
	readonly gone: () => void;
}

export class WorkerPool {
	readonly #options: ServerOptions;
	#tls: TlsMaterial | null;
	readonly #events: PoolEvents;
	readonly #places: readonly Place[];
	/** Those that take connections, the one whose turn it is first. */
	#serving: WorkerProcess[] = [];
	#ending = false;

	constructor(options: ServerOptions, tls: TlsMaterial | null, events: PoolEvents) {
		this.#options = options;
		this.#tls = tls;
		this.#events = events;
		this.#places = Array.from({ length: options.workers }, (_, index) => ({
			number: index + 1,
			worker: null,
			earlyDeaths: 0,
		}));
		// However this process ends, short of SIGKILL; of that they learn by themselves.
		process.on("exit", () => this.kill());
	}

	/**
	 * Resolves once all of them serve.
	 *
	 * @throws {StartError} of the first that cannot; none is left then.
	 */
	async start(): Promise<void> {
		try {
			await Promise.all(this.#places.map((place) => this.#fill(place)));
		} catch (cause) {
			this.kill();
			await Promise.all(this.#places.map(({ worker }) => worker?.ended));
			if (!(cause instanceof WorkerDied)) throw cause;
			throw new StartError({
				step: "workers",
				what: "a worker has died before it could serve",
				got: cause.message,
				hint: "what it wrote above may say why",
				cause,
			});
		}
		for (const place of this.#places) this.#keep(place);
	}

	/** Hands a client's connection to one of them, in turn, past those that seem to have stopped while others go on. */
	connect(socket: Socket): void {
		const serving = this.#serving;
		const worker = serving.find(({ silentMs }) => silentMs < SILENT_MS) ?? serving[0];
		if (worker === undefined || this.#ending) {
			socket.destroy();
			return;
		}
		this.#serving = [...serving.filter((other) => other !== worker), worker];
		worker.connect(socket);
	}

	/**
	 * Has all of them read the database again; none uses it before all have it.
	 *
	 * @returns how many features there are now.
	 * @throws {StartError} where one of them cannot; all keep what they have then.
	 */
	async reload(): Promise<number> {
		const workers = [...this.#serving];
		const prepared = await Promise.allSettled(workers.map(prepare));
		// Whoever takes the place of one that has died reads it anyway.
		const refused = prepared.find(
			(answer) => answer.status === "rejected" && !(answer.reason instanceof WorkerDied),
		);
		for (const worker of workers) worker.tell({ do: refused === undefined ? "take" : "forget" });
		if (refused?.status === "rejected") throw refused.reason;
		await this.#fillEmpty();
		const sizes = prepared.map((answer) => (answer.status === "fulfilled" ? answer.value : 0));
		return Math.max(0, ...sizes);
	}

	/** What all of them show from now on, and those that come later. */
	renew(tls: TlsMaterial): void {
		this.#tls = tls;
		for (const worker of this.#serving) worker.tell({ do: "renew", tls });
	}

	/** What the metrics of each are now, by worker; null of one that does not say. */
	async measure(): Promise<Measured> {
		const measured = this.#serving.map(async (worker) => {
			try {
				return [worker, await worker.measure(MEASURE_MS)] as const;
			} catch (error) {
				if (error instanceof WorkerDied || error instanceof WorkerSilent)
					return [worker, null] as const;
				throw error;
			}
		});
		return new Map(await Promise.all(measured));
	}

	/**
	 * Lets all of them end. Where the running calls have a time to end in, who is still there some seconds after it is killed.
	 *
	 * @returns how many calls had to be ended, of all together, and how many workers were lost.
	 */
	async drain(): Promise<Drained> {
		this.#ending = true;
		const workers = [...this.#serving];
		for (const { worker } of this.#places) {
			if (worker !== null && !workers.includes(worker)) worker.kill();
		}
		const drained = await Promise.all(workers.map((worker) => this.#drain(worker)));
		const ended = drained.reduce<number>((sum, calls) => sum + (calls ?? 0), 0);
		return { ended, lost: drained.filter((calls) => calls === null).length };
	}

	/** @returns how many calls had to be ended; null where it was lost. */
	async #drain(worker: WorkerProcess): Promise<number | null> {
		const limitMs = this.#options.drainTimeoutMs + DRAIN_GRACE_MS;
		let killed = false;
		const kill = (): void => {
			killed = true;
			worker.kill();
		};
		const late = Number.isFinite(limitMs) ? setTimeout(kill, Math.min(limitMs, LONGEST_MS)) : null;
		try {
			return await worker.drain();
		} catch (error) {
			if (!(error instanceof WorkerDied)) throw error;
			const why = killed
				? `has been killed: it did not end within ${DRAIN_GRACE_MS / 1000} seconds after --drain_timeout_ms ${this.#options.drainTimeoutMs}`
				: `has died while the server was ending: ${error.message}`;
			this.#events.say(`a worker (pid ${worker.pid}) ${why}`);
			return null;
		} finally {
			if (late !== null) clearTimeout(late);
		}
	}

	/** Ends all of them at once. */
	kill(): void {
		this.#ending = true;
		for (const { worker } of this.#places) worker?.kill();
	}

	/** Puts a worker there. @throws {StartError | WorkerDied} */
	async #fill(place: Place): Promise<void> {
		// One of them is enough to tell how far all are.
		const onReading = place.number === 1 ? this.#events.progress : () => {};
		const worker = new WorkerProcess(onReading);
		place.worker = worker;
		const tls = this.#tls;
		await worker.serve(this.#options, tls);
		// Renewed while it was not listening yet.
		if (this.#tls !== null && this.#tls !== tls) worker.tell({ do: "renew", tls: this.#tls });
		this.#serving.push(worker);
	}

	/** Puts another worker there each time that one dies. */
	async #keep(place: Place): Promise<void> {
		while (place.worker !== null) {
			const { worker } = place;
			const began = performance.now();
			const how = await worker.ended;
			place.worker = null;
			this.#serving = this.#serving.filter((other) => other !== worker);
			if (this.#ending) return;
			const early = performance.now() - began < EARLY_MS;
			place.earlyDeaths = early ? place.earlyDeaths + 1 : 0;
			const died = `worker ${place.number} (pid ${worker.pid}) has died: ${how}`;
			if (place.earlyDeaths >= ATTEMPTS) {
				this.#leave(`${died}, soon after its start, for the ${ATTEMPTS}th time in a row`);
				return;
			}
			this.#events.say(`${died}; another takes its place`);
			await this.#refill(place);
		}
	}

	/** As `fill`, but where that cannot be, the place stays empty. */
	async #refill(place: Place): Promise<void> {
		try {
			await this.#fill(place);
		} catch (error) {
			// Who looks after the place sees that it has ended.
			if (error instanceof WorkerDied) return;
			if (!(error instanceof StartError)) throw error;
			place.worker?.kill();
			place.worker = null;
			if (!this.#ending) this.#leave(`worker ${place.number} cannot start: ${error.message}`);
		}
	}

	#leave(why: string): void {
		this.#events.say(`${why}; its place stays empty until SIGHUP`);
		if (this.#places.every(({ worker }) => worker === null)) this.#events.gone();
	}

	/** Tries again where places were left empty. */
	async #fillEmpty(): Promise<void> {
		for (const place of this.#places) {
			if (place.worker !== null || this.#ending) continue;
			place.earlyDeaths = 0;
			await this.#refill(place);
			void this.#keep(place);
		}
	}
}

/** @throws {StartError} also where it says nothing. @throws {WorkerDied} */
async function prepare(worker: WorkerProcess): Promise<number> {
	try {
		return await worker.prepare(PREPARE_MS);
	} catch (cause) {
		if (!(cause instanceof WorkerSilent)) throw cause;
		throw new StartError({
			step: "workers",
			what: `a worker (pid ${worker.pid}) has not answered for ${PREPARE_MS / 1000} seconds`,
			got: null,
			hint: "kill it, and another takes its place; then send SIGHUP again",
			cause,
		});
	}
}
