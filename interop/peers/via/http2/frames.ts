/** gRPC's frames in a stream of bytes: a flag, a length in four bytes, a message. Source: PROTOCOL-HTTP2.md. */

const PREFIX = 5;

export interface Frame {
	readonly flag: number;
	readonly payload: Buffer;
}

/** Cuts what arrives into frames. */
export class FrameReader {
	#chunks: Buffer[] = [];
	#length = 0;
	/** Bytes of what has to be there before anything can be cut. */
	#needed = PREFIX;

	/** The frames that are whole now. */
	push(chunk: Buffer): Frame[] {
		this.#chunks.push(chunk);
		this.#length += chunk.length;
		const frames: Frame[] = [];
		// Joined only where that brings something: a message of many chunks would be copied for each of them.
		while (this.#length >= this.#needed) {
			const held = this.rest();
			const end = PREFIX + held.readUInt32BE(1);
			if (held.length >= end) {
				frames.push({ flag: held[0] as number, payload: held.subarray(PREFIX, end) });
			}
			const left = held.length >= end ? held.subarray(end) : held;
			this.#chunks = [left];
			this.#length = left.length;
			this.#needed = held.length >= end ? PREFIX : end;
		}
		return frames;
	}

	/** What has arrived of a frame that is not whole. */
	rest(): Buffer {
		return this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
	}
}

/** Sees flags and lengths of frames go by, and keeps none of them. */
export class FrameCounter {
	readonly #seen: (flag: number, length: number) => void;
	#prefix: Buffer = Buffer.alloc(0);
	#skip = 0;

	constructor(seen: (flag: number, length: number) => void) {
		this.#seen = seen;
	}

	push(chunk: Buffer): void {
		let rest = chunk;
		while (rest.length > 0) {
			const skipped = Math.min(this.#skip, rest.length);
			this.#skip -= skipped;
			rest = rest.subarray(skipped);
			const taken = Math.min(PREFIX - this.#prefix.length, rest.length);
			if (taken === 0) continue;
			this.#prefix = Buffer.concat([this.#prefix, rest.subarray(0, taken)]);
			rest = rest.subarray(taken);
			if (this.#prefix.length < PREFIX) continue;
			this.#skip = this.#prefix.readUInt32BE(1);
			this.#seen(this.#prefix[0] as number, this.#skip);
			this.#prefix = Buffer.alloc(0);
		}
	}
}

/** A frame as bytes. */
export function frameBytes({ flag, payload }: Frame): Buffer {
	const prefix = Buffer.alloc(PREFIX);
	prefix[0] = flag;
	prefix.writeUInt32BE(payload.length, 1);
	return Buffer.concat([prefix, payload]);
}
