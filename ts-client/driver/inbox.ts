/** One ordered inbox per call, filled by at most one outstanding read. */
import type { Message } from "./message.ts";

/** Reads the next message; null once the call is over. Never rejects: the status tells of failures. */
export type Read = () => Promise<Message | null>;

export class Inbox {
	readonly #read: Read;
	#next: Promise<Message | null> | null = null;

	/** `saw` hears of each message, and once of the end, as a read brings it. */
	constructor(read: Read, saw: (what: "message" | "status") => void) {
		this.#read = async () => {
			const message = await read();
			saw(message === null ? "status" : "message");
			return message;
		};
	}

	/** The next message, which stays in the inbox; issues a read only where none is outstanding. */
	peek(): Promise<Message | null> {
		this.#next ??= this.#read();
		return this.#next;
	}

	/** Takes the next message out; null, for good, once the call is over. */
	async take(): Promise<Message | null> {
		const message = await this.peek();
		if (message !== null) this.#next = null;
		return message;
	}
}
