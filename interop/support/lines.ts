/** Lines of a stream of bytes. Node's readline also ends lines at U+2028, which JSON may contain. */
import type { Readable } from "node:stream";

const NEWLINE = 0x0a;

/** A line was longer than allowed. */
export class LineTooLong extends Error {
	override readonly name = "LineTooLong";
}

/** Yields each line without its newline, the unterminated last one included. Throws LineTooLong. */
export async function* linesOf(stream: Readable, maxBytes: number): AsyncGenerator<string> {
	let parts: Buffer[] = [];
	let held = 0;
	const keep = (part: Buffer) => {
		parts.push(part);
		held += part.length;
		if (held > maxBytes) throw new LineTooLong(`a line longer than ${maxBytes} bytes`);
	};
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		let from = 0;
		for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
			keep(chunk.subarray(from, at));
			yield Buffer.concat(parts).toString("utf8");
			parts = [];
			held = 0;
			from = at + 1;
		}
		if (from < chunk.length) keep(chunk.subarray(from));
	}
	if (held > 0) yield Buffer.concat(parts).toString("utf8");
}

/** Like `linesOf`, for logs: of a line that is too long, only its beginning is given. Never throws for its length. */
export async function* logLinesOf(stream: Readable, maxBytes: number): AsyncGenerator<string> {
	let parts: Buffer[] = [];
	let held = 0;
	const line = () => {
		const text = Buffer.concat(parts).toString("utf8");
		parts = [];
		held = 0;
		return text;
	};
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		let from = 0;
		while (from < chunk.length) {
			const newline = chunk.indexOf(NEWLINE, from);
			const to = newline === -1 ? chunk.length : newline;
			const kept = chunk.subarray(from, Math.min(to, from + maxBytes - held));
			// An empty piece would hold on to its whole chunk, of a line that may never end.
			if (kept.length > 0) parts.push(kept);
			held += kept.length;
			if (newline !== -1) yield line();
			from = to + 1;
		}
	}
	if (held > 0) yield line();
}
