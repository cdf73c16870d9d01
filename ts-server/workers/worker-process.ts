/** One worker, as the process that started it sees it. */
import { type ChildProcess, fork } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import type { MetricObject } from "prom-client";
import type { ServerOptions } from "../options.ts";
import { StartError } from "../start-error.ts";
import type { TlsMaterial } from "../tls-files.ts";
import type { Asked, Order, Report } from "./messages.ts";

const PROGRAM = fileURLToPath(new URL("./worker.ts", import.meta.url));

export class WorkerProcess {
	readonly #child: ChildProcess;
	/** Who waits for what. */
	readonly #waiting = new Map<Asked, PromiseWithResolvers<Report>>();
	readonly #up: Promise<unknown>;
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
			if (said.to === null) onReading(said.share);
			else this.#waiting.get(said.to)?.resolve(said);
		});
		this.ended = new Promise((resolve) => {
			this.#child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
			this.#child.on("error", ({ message }) => {
				// Otherwise it is about an order that it does not get any more.
				if (this.pid === undefined) resolve(message);
			});
		});
		this.ended.then((how) => {
			for (const { reject } of this.#waiting.values()) reject(new WorkerDied(how));
		});
		this.#up = this.#answerTo("start");
	}

	get pid(): number | undefined {
		return this.#child.pid;
	}

	/**
	 * Resolves once it takes connections.
	 *
	 * @throws {StartError} where it cannot serve so.
	 * @throws {WorkerDied} where it has ended first.
	 */
	async serve(options: ServerOptions, tls: TlsMaterial | null): Promise<void> {
		await this.#up;
		const ready = this.#answerTo("serve");
		this.tell({ do: "serve", options, tls });
		await ready;
	}

	/** @returns how many features it could take. @throws {StartError | WorkerDied} */
	async prepare(): Promise<number> {
		const prepared = this.#answerTo("prepare");
		this.tell({ do: "prepare" });
		const said = await prepared;
		return "features" in said ? said.features : 0;
	}

	/** What its metrics are now. @throws {WorkerDied} */
	async measure(): Promise<readonly MetricObject[]> {
		const measured = this.#answerTo("measure");
		this.tell({ do: "measure" });
		const said = await measured;
		return "metrics" in said ? said.metrics : [];
	}

	/** Resolves once it has ended. @returns how many calls had to be. @throws {WorkerDied} */
	async drain(): Promise<number> {
		const drained = this.#answerTo("drain");
		this.tell({ do: "drain" });
		const said = await drained;
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

	async #answerTo(asked: Asked): Promise<Report> {
		const waiting = Promise.withResolvers<Report>();
		this.#waiting.set(asked, waiting);
		const said = await waiting.promise;
		this.#waiting.delete(asked);
		if ("problem" in said) throw new StartError(said.problem);
		return said;
	}
}

/** A worker has ended where it was not to. */
export class WorkerDied extends Error {
	override readonly name = "WorkerDied";
}
