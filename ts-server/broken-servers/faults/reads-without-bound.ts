/** Reads all that comes, whether or not the handler asks for it. */
import { ServerInterceptingCall, type ServerInterceptingCallInterface } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

type Listener = Parameters<ServerInterceptingCallInterface["start"]>[0];

class GreedyCall extends ServerInterceptingCall {
	readonly #waiting: (() => void)[] = [];
	#asked = 0;

	override start(listener: Listener): void {
		super.start({
			onReceiveMetadata: (metadata) => listener.onReceiveMetadata(metadata),
			onReceiveMessage: (message) => {
				this.#waiting.push(() => listener.onReceiveMessage(message));
				super.startRead();
				this.#serve();
			},
			onReceiveHalfClose: () => {
				this.#waiting.push(() => listener.onReceiveHalfClose());
				this.#serve();
			},
			onCancel: () => listener.onCancel(),
		});
		super.startRead();
	}

	override startRead(): void {
		this.#asked += 1;
		this.#serve();
	}

	#serve(): void {
		while (this.#asked > 0 && this.#waiting.length > 0) {
			this.#asked -= 1;
			this.#waiting.shift()?.();
		}
	}
}

export const fault: Fault = { interceptor: (_method, call) => new GreedyCall(call) };
