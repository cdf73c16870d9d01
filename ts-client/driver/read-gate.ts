/** Holds back the reads that Node's streams issue ahead of their reader (up to 16 messages), where they would show. */
import { type CallOptions, InterceptingCall, type Interceptor } from "@grpc/grpc-js";
import type { Target } from "../channel.ts";
import type { Step } from "./step.ts";

/** What stands between a stream and the library's reads. */
export interface ReadGate {
	/** To be among the call's options. */
	readonly options: Pick<CallOptions, "interceptors">;
	/** Allows one message, or the end of the call, to be read. */
	permit(): void;
}

/** Gives each call of a script its gate, by the call's name. */
export type GateOf = (call: string) => ReadGate;

/**
 * The streams of most calls read as they do for the library's own users. Held back are calls that are
 * cancelled, which would have read all of a short answer, and its OK, before the cancellation; and all
 * calls over a channel with `window_bytes`, which says how much may be on its way to who does not read.
 */
export function gatesFor(steps: readonly Step[], { channel }: Target): GateOf {
	const windowed = channel?.window_bytes !== undefined;
	const cancelled = new Set(steps.flatMap((step) => (step.do === "cancel" ? [step.call] : [])));
	return (call) => (windowed || cancelled.has(call) ? new HoldingGate() : OPEN);
}

const OPEN: ReadGate = { options: {}, permit: () => {} };

/** Lets one read through per permit. */
class HoldingGate implements ReadGate {
	#permits = 0;
	#held: (() => void) | null = null;

	readonly options: ReadGate["options"] = { interceptors: [this.#interceptor()] };

	permit(): void {
		const read = this.#held;
		this.#held = null;
		if (read === null) this.#permits += 1;
		else read();
	}

	#ask(read: () => void): void {
		if (this.#permits === 0) {
			this.#held = read;
		} else {
			this.#permits -= 1;
			read();
		}
	}

	#interceptor(): Interceptor {
		const ask = (read: () => void) => this.#ask(read);
		return (options, nextCall) =>
			new (class extends InterceptingCall {
				override startRead(): void {
					ask(() => super.startRead());
				}
			})(nextCall(options));
	}
}
