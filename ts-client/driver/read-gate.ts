/** Holds back the reads that Node's streams issue ahead of their reader (up to 16 messages). */
import { type CallOptions, InterceptingCall, type Interceptor } from "@grpc/grpc-js";

/**
 * Lets one read through per {@link ReadGate.permit}. Without it, cancelling after one message of ten
 * would come too late: the stream would have read all ten, and the status OK with them.
 */
export class ReadGate {
	#permits = 0;
	#held: (() => void) | null = null;

	/** To be among the call's options. */
	readonly options: Pick<CallOptions, "interceptors"> = { interceptors: [this.#interceptor()] };

	/** Allows one message, or the end of the call, to be read. */
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
