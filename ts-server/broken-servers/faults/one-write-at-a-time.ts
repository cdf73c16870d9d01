/** Writes one message at a time, whatever call it is of: a client that does not read one holds up all. */
import { EventEmitter, once } from "node:events";
import { ServerInterceptingCall } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

let last: Promise<unknown> = Promise.resolve();

class QueuedCall extends ServerInterceptingCall {
	readonly #over = new EventEmitter();

	override start(...[listener]: Parameters<ServerInterceptingCall["start"]>): void {
		super.start({
			onReceiveMetadata: (metadata) => listener.onReceiveMetadata(metadata),
			onReceiveMessage: (message) => listener.onReceiveMessage(message),
			onReceiveHalfClose: () => listener.onReceiveHalfClose(),
			onCancel: () => {
				this.#over.emit("over");
				listener.onCancel();
			},
		});
	}

	override sendMessage(message: unknown, taken: () => void): void {
		const before = last;
		const { promise, resolve } = Promise.withResolvers<void>();
		last = Promise.race([promise, once(this.#over, "over")]);
		void before.then(() =>
			super.sendMessage(message, () => {
				resolve();
				taken();
			}),
		);
	}
}

export const fault: Fault = { interceptor: (_method, call) => new QueuedCall(call) };
