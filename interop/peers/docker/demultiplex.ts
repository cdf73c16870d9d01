/** An exec's one stream, taken apart into stdout and stderr. */
import { once } from "node:events";
import { type Duplex, PassThrough, type Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Of each frame: its stream's number, three zeroes, and the length of what follows. */
const HEADER_BYTES = 8;
const STDERR = 2;

export interface Demultiplexed {
	readonly stdout: Readable;
	readonly stderr: Readable;
	/** Resolves when the source has ended and all of it was handed on; never rejects. */
	readonly ended: Promise<void>;
}

/** Takes the stream apart as raw bytes, reading no faster than both sides are read. */
export function demultiplex(source: Duplex | Readable): Demultiplexed {
	const stdout = new PassThrough();
	const stderr = new PassThrough();
	const ended = pipeline(source, new Frames(stdout, stderr))
		// A connection that breaks is the end of the program's output; how it ended is asked later.
		.catch(() => {})
		.then(() => {
			stdout.end();
			stderr.end();
		});
	return { stdout, stderr, ended };
}

class Frames extends Writable {
	readonly #stdout: PassThrough;
	readonly #stderr: PassThrough;
	#header = Buffer.alloc(0);
	#side: PassThrough;
	#left = 0;

	constructor(stdout: PassThrough, stderr: PassThrough) {
		super();
		this.#stdout = stdout;
		this.#stderr = stderr;
		this.#side = stdout;
	}

	override _write(chunk: Buffer, _encoding: string, done: (problem?: Error) => void): void {
		this.#take(chunk).then(() => done(), done);
	}

	async #take(chunk: Buffer): Promise<void> {
		let rest = chunk;
		while (rest.length > 0) {
			if (this.#left === 0) {
				rest = this.#readHeader(rest);
				continue;
			}
			const part = rest.subarray(0, this.#left);
			this.#left -= part.length;
			rest = rest.subarray(part.length);
			await hand(part, this.#side);
		}
	}

	#readHeader(chunk: Buffer): Buffer {
		const missing = HEADER_BYTES - this.#header.length;
		this.#header = Buffer.concat([this.#header, chunk.subarray(0, missing)]);
		if (this.#header.length === HEADER_BYTES) {
			this.#side = this.#header[0] === STDERR ? this.#stderr : this.#stdout;
			this.#left = this.#header.readUInt32BE(4);
			this.#header = Buffer.alloc(0);
		}
		return chunk.subarray(missing);
	}
}

async function hand(part: Buffer, side: PassThrough): Promise<void> {
	// A side that nobody wants any more must not stop the other.
	if (side.destroyed || side.write(part)) return;
	const settled = new AbortController();
	const { signal } = settled;
	await Promise.race([once(side, "drain", { signal }), once(side, "close", { signal })]).finally(
		() => settled.abort(),
	);
}
