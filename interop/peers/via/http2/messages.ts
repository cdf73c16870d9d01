/** Messages of one direction, edited as they pass. */
import { gunzipSync, gzipSync } from "node:zlib";
import type { MessageEdit } from "../../../model/via.ts";
import { type Frame, FrameReader, frameBytes } from "./frames.ts";

const PACKED = 1;
/** Field 15 of wire type 2, which no message of RouteGuide has. */
const UNKNOWN_FIELD = (15 << 3) | 2;
/** A gzip header has ten bytes; what follows is the data. */
const GZIP_HEADER = 10;

/** Takes bytes as they come, gives whole messages. */
export class MessageEditor {
	readonly #edits: readonly MessageEdit[];
	readonly #reader = new FrameReader();
	#arrived = 0;
	#cut = false;

	constructor(edits: readonly MessageEdit[]) {
		this.#edits = edits;
	}

	/** What is to be passed on now: a buffer for each message that has arrived, empty for one that is left out. */
	push(chunk: Buffer): Buffer[] {
		return this.#reader.push(chunk).map((frame) => this.#edited(frame));
	}

	/** What is left at the end of the stream. */
	end(): Buffer {
		return this.#cut ? Buffer.alloc(0) : this.#reader.rest();
	}

	#edited(frame: Frame): Buffer {
		if (this.#cut) return Buffer.alloc(0);
		this.#arrived += 1;
		const edits = this.#edits.filter(({ at = this.#arrived }) => at === this.#arrived);
		let changed = frame;
		let times = 1;
		let cut = 0;
		for (const edit of edits) {
			changed = editFrame(changed, edit);
			times = edit.times ?? times;
			cut = edit.cut ?? cut;
		}
		const bytes = frameBytes(changed);
		if (cut === 0) return Buffer.concat(Array.from({ length: times }, () => bytes));
		this.#cut = true;
		return bytes.subarray(0, Math.max(0, bytes.length - cut));
	}
}

/** One frame with one edit's changes. */
function editFrame(frame: Frame, { pad, append, gzip, flag }: MessageEdit): Frame {
	let { payload } = frame;
	let seen = frame.flag;
	if (gzip === "unpack") {
		if (seen === PACKED) payload = gunzipSync(payload);
		seen = 0;
	}
	if (pad !== undefined) payload = Buffer.concat([payload, unknownField(pad)]);
	if (append !== undefined) payload = Buffer.concat([payload, fromHex(append)]);
	if (gzip === "pack" || gzip === "damage") {
		if (seen !== PACKED) payload = gzipSync(payload);
		if (gzip === "damage") payload = damaged(payload);
		seen = PACKED;
	}
	return { payload, flag: flag ?? seen };
}

/** With the data after gzip's header turned round, so that no decompressor can take it. */
function damaged(packed: Buffer): Buffer {
	return Buffer.from(packed.map((byte, at) => (at < GZIP_HEADER ? byte : byte ^ 0xff)));
}

function fromHex(digits: string): Buffer {
	return Buffer.from(digits.replaceAll(" ", ""), "hex");
}

function unknownField(length: number): Buffer {
	return Buffer.concat([varint(UNKNOWN_FIELD), varint(length), Buffer.alloc(length)]);
}

function varint(value: number): Buffer {
	const bytes: number[] = [];
	for (let left = value; ; left = Math.floor(left / 128)) {
		if (left < 128) return Buffer.from([...bytes, left]);
		bytes.push((left % 128) | 0x80);
	}
}
