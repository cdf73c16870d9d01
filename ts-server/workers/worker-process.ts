/** One worker, as the process that started it sees it. */
import { type ChildProcess, fork } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import type { MetricObject } from "prom-client";
import type { ServerOptions } from "../options.ts";
import { StartError } from "../start-error.ts";
import type { TlsMaterial } from "../tls-files.ts";
import type { Answer, Order, Question, Report } from "./messages.ts";

const PROGRAM = fileURLToPath(new URL("./worker.ts", import.meta.url));

interface Waiting extends PromiseWithResolvers<Answer> {
	/** Runs out where nothing is heard; null: they wait however long it takes. */
	readonly patience: NodeJS.Timeout | null;
}

export class WorkerProcess {
	readonly #child: ChildProcess;
	/** Who waits for an answer, by the question's number. */
	readonly #waiting = new Map<number, Waiting>();
	#questions = 0;
	#heardAt = performance.now();
	readonly #up = Promise.withResolvers<void>();
	/** Resolves once it has ended, with how: a signal's name, or `exit code N`. */
	readonly ended: Promise<string>;

	/** @param onReading is called with how much of a long database it has read, from 0 to 1. */
	constructor(onReading: (share: number) => void) {
		this.#child = fork(PROGRAM, {
			// What orders and reports hold goes through as it is: bytes, Infinity.
			serialization: "advanced",
			// stdout is for the ready line alone.
			stdio: ["ignore", "ignore", "inherit", "ipc"],
		});
		this.#child.on("message", (said: Report) => {
			this.#heardAt = performance.now();
			for (const { patience } of this.#waiting.values()) patience?.refresh();
			if (said.to !== null) this.#waiting.get(said.id)?.resolve(said);
			else if (said.is === "up") this.#up.resolve();
			else if (said.is === "reading") onReading(said.share);
		});
		this.ended = new Promise((resolve) => {
			this.#child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
			this.#child.on("error", ({ message }) => {
				// Otherwise it is about an order that it does not get any more.
				if (this.pid === undefined) resolve(message);
			});
		});
		this.ended.then((how) => {
			const died = new WorkerDied(how);
			this.#up.reject(died);
			for (const { reject } of this.#waiting.values()) reject(died);
		});
	}

	get pid(): number | undefined {
		return this.#child.pid;
	}

	/** For how long it has said nothing. */
	get silentMs(): number {
		return performance.now() - this.#heardAt;
	}

	/**
	 * Resolves once it takes connections.
	 *
	 * @throws {StartError} where it cannot serve so.
	 * @throws {WorkerDied} where it has ended first.
	 */
	async serve(options: ServerOptions, tls: TlsMaterial | null): Promise<void> {
		await this.#up.promise;
		await this.#ask({ do: "serve", options, tls });
	}

	/**
	 * @param patienceMs so long it may say nothing.
	 * @returns how many features it could take.
	 * @throws {StartError | WorkerDied | WorkerSilent}
	 */
	async prepare(patienceMs: number): Promise<number> {
		const said = await this.#ask({ do: "prepare" }, patienceMs);
		return "features" in said ? said.features : 0;
	}

	/** What its metrics are now. @throws {WorkerDied | WorkerSilent} */
	async measure(patienceMs: number): Promise<readonly MetricObject[]> {
		const said = await this.#ask({ do: "measure" }, patienceMs);
		return "metrics" in said ? said.metrics : [];
	}

	/** Resolves once it has ended. @returns how many calls had to be. @throws {WorkerDied} */
	async drain(): Promise<number> {
		const said = await this.#ask({ do: "drain" });
		// It goes when nobody is there to give it orders.
		this.#child.disconnect();
		await this.ended;
		return "ended" in said ? said.ended : 0;
	}

	/** Orders it. */
	tell(order: Order): void {
		this.#child.send(order, () => {});
	}

	/** Hands a client's connection to it. */
	connect(socket: Socket): void {
		const order: Order = { do: "connect" };
		this.#child.send(order, socket, {}, (error) => {
			if (error !== null) socket.destroy();
		});
	}

	kill(): void {
		this.#child.kill("SIGKILL");
	}

	async #ask(question: Question, patienceMs = Number.POSITIVE_INFINITY): Promise<Answer> {
		this.#questions += 1;
		const id = this.#questions;
		const answer = Promise.withResolvers<Answer>();
		const patience = Number.isFinite(patienceMs)
			? setTimeout(() => answer.reject(new WorkerSilent()), patienceMs)
			: null;
		this.#waiting.set(id, { ...answer, patience });
		this.tell({ ...question, id });
		try {
			const said = await answer.promise;
			if ("problem" in said) throw new StartError(said.problem);
			return said;
		} finally {
			this.#waiting.delete(id);
			if (patience !== null) clearTimeout(patience);
		}
	}
}

/** A worker has ended where it was not to. */
export class WorkerDied extends Error {
	override readonly name = "WorkerDied";
}

/** A worker has said nothing for as long as somebody would wait. */
export class WorkerSilent extends Error {
	override readonly name = "WorkerSilent";
}
