/** One call of a script: from its name at `open` to its status. */
import { Metadata, type StatusObject, status } from "@grpc/grpc-js";
import type { RouteGuideStub } from "../proto.ts";
import { Inbox } from "./inbox.ts";
import type { FinishResult, HeadersResult } from "./lines.ts";
import { type Message, reportMessage } from "./message.ts";
import { reportMetadata, toMetadata } from "./metadata.ts";
import { type Method, methodNamed, type StartedCall } from "./methods.ts";
import { rawMethod } from "./raw-methods.ts";
import type { ReadGate } from "./read-gate.ts";
import type { JsonObject } from "./shape.ts";
import type { OpenStep } from "./step.ts";
import { StepError } from "./step-error.ts";
import type { See } from "./time-line.ts";

export class DriverCall {
	readonly #stub: RouteGuideStub;
	readonly #step: OpenStep;
	readonly #see: See;
	readonly #gate: ReadGate;
	readonly #method: Method;
	readonly #metadata: Metadata;
	#started: (StartedCall & { readonly inbox: Inbox }) | null = null;
	#halfClosed = false;
	#cancelled = false;
	#initial: Metadata | null = null;
	readonly #headers = Promise.withResolvers<void>();
	readonly #status = Promise.withResolvers<StatusObject>();

	/** Starts client and bidirectional streaming calls. Errors: {@link StepError}. */
	constructor(stub: RouteGuideStub, step: OpenStep, see: See, gate: ReadGate) {
		this.#stub = stub;
		this.#step = step;
		this.#see = see;
		this.#gate = gate;
		this.#method =
			step.raw === undefined ? methodNamed(step.method) : rawMethod(step.method, step.raw);
		this.#metadata = toMetadata(step.metadata);
		if (step.wait_for_ready) this.#metadata.setOptions({ waitForReady: true });
		if (this.#method.sends === "many") {
			const { start } = this.#method;
			this.#start(() => start(this.#stub, this.#metadata, this.#options(), this.#gate));
		}
	}

	/** Sends a message, or starts the call with it. Errors: {@link StepError}. */
	async send(message: JsonObject): Promise<void> {
		if (this.#method.sends === "once") {
			if (this.#started !== null) throw this.#senseless("sends one message only");
			const { start } = this.#method;
			this.#start(() => start(this.#stub, message, this.#metadata, this.#options(), this.#gate));
			this.#see("sent");
			return;
		}
		if (this.#halfClosed) throw this.#senseless("is half-closed and cannot send");
		await this.#running().send?.(message, () => this.#see("sent"));
	}

	/** Up to `count` messages; fewer where the call is over first. */
	async receive(count: number): Promise<readonly Message[]> {
		const { inbox } = this.#running();
		const messages: Message[] = [];
		while (messages.length < count) {
			const message = await inbox.take();
			if (message === null) break;
			messages.push(reportMessage(message));
		}
		return messages;
	}

	/** Waits for the initial metadata, or for the end where there is none. */
	async headers(): Promise<HeadersResult> {
		this.#running();
		await Promise.race([this.#headers.promise, this.#status.promise]);
		if (this.#initial === null) return { initial: [], ended: true };
		return { initial: reportMetadata(this.#initial, new Metadata()).initial };
	}

	/** Settles when there is a message, or the call is over; what came stays in the inbox. */
	async sound(): Promise<void> {
		await this.#running().inbox.peek();
	}

	halfClose(): void {
		const { halfClose } = this.#running();
		if (!this.#halfClosed) halfClose();
		this.#halfClosed = true;
	}

	cancel(): void {
		const { call } = this.#running();
		this.#see("cancelled");
		call.cancel();
		this.#cancelled = true;
	}

	/** Cancels where there is anything to cancel: for a job that ends, whatever state its calls are in. */
	abandon(): void {
		this.#started?.call.cancel();
	}

	async finish(): Promise<FinishResult> {
		const unread = await this.receive(Number.POSITIVE_INFINITY);
		const told = await this.#status.promise;
		// The status may be OK and the callback's error say that there was no response.
		const failure = told.code === status.OK ? await this.#running().failure : null;
		const { code, details, metadata } = failure ?? told;
		return {
			messages: this.#cancelled ? [] : unread,
			// A number that is no status code means UNKNOWN, as gRPC's specification has it.
			status: status[code] ?? "UNKNOWN",
			// grpc-js has none where a message could not be decompressed, whatever its types say.
			details: details ?? "",
			...reportMetadata(this.#initial, metadata),
		};
	}

	#start(start: () => StartedCall): void {
		// Before the library hears of it, so that nothing of the call can be seen earlier.
		this.#see("start");
		const started = start();
		this.#started = { ...started, inbox: new Inbox(started.read, this.#see) };
		// For a trailers-only answer grpc-js emits no `metadata`, and puts all of it into the status.
		started.call.on("metadata", (metadata) => {
			this.#initial = metadata;
			this.#see("headers");
			this.#headers.resolve();
		});
		started.call.on("finish", () => this.#see("half_closed"));
		started.call.on("status", (status) => this.#status.resolve(status));
	}

	#running() {
		if (this.#started === null) throw this.#senseless("has not started: it starts at its send");
		return this.#started;
	}

	#options() {
		const { deadline_ms } = this.#step;
		return deadline_ms === null ? {} : { deadline: Date.now() + deadline_ms };
	}

	#senseless(what: string): StepError {
		return new StepError(`call "${this.#step.call}" (${this.#step.method}) ${what}`);
	}
}
