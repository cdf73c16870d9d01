/** Lets the handler write on while the library still holds a little of what it wrote. */
import { ServerInterceptingCall, type ServerInterceptor } from "@grpc/grpc-js";

/**
 * As much may be under way. grpc-js hands HTTP/2 one message at a time and waits for each; of several,
 * HTTP/2 makes one write. What a client does not read costs no more than this beside its own buffers, and
 * what the messages' objects take: of features among a million, about 0.6 MB a call in all.
 */
const AHEAD_BYTES = 64 * 1024;

/** The innermost interceptor. Messages that are not encoded yet are waited for: their size is not known. */
export const writeAhead: ServerInterceptor = (_method, call) => new AheadCall(call);

class AheadCall extends ServerInterceptingCall {
	#underWay = 0;
	#waiting: (() => void) | null = null;

	override sendMessage(message: unknown, taken: () => void): void {
		if (!(message instanceof Uint8Array)) {
			super.sendMessage(message, taken);
			return;
		}
		this.#underWay += message.length;
		super.sendMessage(message, () => {
			this.#underWay -= message.length;
			const waiting = this.#waiting;
			this.#waiting = null;
			waiting?.();
		});
		if (this.#underWay < AHEAD_BYTES) taken();
		else this.#waiting = taken;
	}
}
