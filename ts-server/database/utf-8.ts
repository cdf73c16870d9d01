import { databaseError } from "./database-error.ts";

/** The most bytes of a character that a chunk can end in the middle of. */
const MOST_BEFORE = 3;

/**
 * The same chunks, each once it is known to be UTF-8.
 *
 * @param where how messages name the file.
 * @throws {StartError} naming the first byte that is not, or a byte-order mark.
 */
export function* checkUtf8(where: string, chunks: Iterable<Buffer>): Generator<Buffer> {
	const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
	let begun = false;
	let length = 0;
	let tail: Buffer = Buffer.alloc(0);
	const decode = (chunk?: Buffer): string => {
		try {
			return decoder.decode(chunk, { stream: chunk !== undefined });
		} catch (cause) {
			const bytes = Buffer.concat([tail, chunk ?? Buffer.alloc(0)]);
			const again = Buffer.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
			const at = bytes.findIndex((byte, index) => byte !== again[index]);
			const what = `${where} is not UTF-8 at byte ${length - tail.length + at}`;
			throw databaseError(
				what,
				`0x${bytes.toString("hex", at, at + 1)}`,
				"expected JSON in UTF-8",
				cause,
			);
		}
	};
	for (const chunk of chunks) {
		const text = decode(chunk);
		if (!begun && text.startsWith("\ufeff")) {
			throw databaseError(
				`${where} starts with a byte-order mark`,
				"U+FEFF",
				"expected JSON in UTF-8 without one: save the file without BOM",
			);
		}
		begun ||= text !== "";
		length += chunk.length;
		tail = lastOf(Buffer.concat([tail, chunk.subarray(-MOST_BEFORE)]));
		yield chunk;
	}
	decode();
}

/** The last bytes, from the first that begins a character. */
function lastOf(bytes: Buffer): Buffer {
	const last = bytes.subarray(-MOST_BEFORE);
	const begins = last.findIndex((byte) => (byte & 0xc0) !== 0x80);
	return Buffer.from(begins === -1 ? [] : last.subarray(begins));
}
