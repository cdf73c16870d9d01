/**
 * The entries of a JSON array while its bytes come. The commas between entries are looked for here, and
 * what lies between them is left to JSON.parse, many entries at a time: parsers that give one token
 * after the other took ten times as long for a million features.
 */
import { isUtf8 } from "node:buffer";
import { InexactNumber } from "./check-features.ts";
import { databaseError } from "./database-error.ts";
import { findJsonFault } from "./json-fault.ts";

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const BYTE_ORDER_MARK = Buffer.from("\ufeff");
const FIRST_BYTES = 4096;
/** As much of what is no array as is shown. */
const SHOWN = 60;

/**
 * Parses chunks; what is kept of them is the entry that is not complete yet.
 *
 * @param where how messages name the file.
 * @throws {StartError} naming line and column where it stops being JSON, or the byte that is not UTF-8.
 */
export function* entriesOf(where: string, chunks: Iterable<Buffer>): Generator<unknown> {
	const text = new Unparsed(where);
	const scanner = new Scanner();
	for (const chunk of chunks) {
		text.add(chunk);
		const { comma, end } = scanner.scan(text);
		if (comma !== null) yield* text.entriesBefore(comma);
		if (end !== null) yield* text.lastEntries(end);
	}
	if (!scanner.isOver) throw text.fault();
}

/** Goes through the bytes once, and knows strings and brackets. */
class Scanner {
	#at = 0;
	#depth = 0;
	#inString = false;
	#escaped = false;
	/** Whether the array has been closed: nothing but space may follow. */
	isOver = false;

	/** Where the last comma between two entries is, and where the array ends, as far as they have come. */
	scan(text: Unparsed): { readonly comma: number | null; readonly end: number | null } {
		const { bytes, offset } = text;
		let comma: number | null = null;
		let end: number | null = null;
		for (let index = this.#at - offset; index < bytes.length; index++) {
			const byte = bytes[index] ?? 0;
			if (this.#inString) {
				if (this.#escaped) this.#escaped = false;
				else if (byte === BACKSLASH) this.#escaped = true;
				else if (byte === QUOTE) this.#inString = false;
			} else if (byte <= 0x20) {
				// Space is wherever it likes; other control characters are left to JSON.parse.
			} else if (this.isOver) {
				throw text.fault();
			} else if (this.#depth === 0 && byte !== OPEN_ARRAY) {
				throw text.noArray();
			} else if (byte === QUOTE) {
				this.#inString = true;
			} else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
				this.#depth += 1;
			} else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
				this.#depth -= 1;
				if (this.#depth > 0) continue;
				if (byte === CLOSE_OBJECT) throw text.fault();
				this.isOver = true;
				end = offset + index;
			} else if (byte === COMMA && this.#depth === 1) {
				comma = offset + index;
			}
		}
		this.#at = offset + bytes.length;
		return { comma, end };
	}
}

/** The bytes since the last comma between two entries, and where they are. */
class Unparsed {
	readonly #where: string;
	/** Has room to grow. */
	#buffer: Buffer = Buffer.alloc(FIRST_BYTES);
	#length = 0;
	/** Of the first byte. */
	offset = 0;
	/** Likewise, from 1. */
	#line = 1;
	#column = 1;

	constructor(where: string) {
		this.#where = where;
	}

	/** They begin with the comma, or with the file. */
	get bytes(): Buffer {
		return this.#buffer.subarray(0, this.#length);
	}

	add(chunk: Buffer): void {
		const length = this.#length + chunk.length;
		if (length > this.#buffer.length) {
			const larger = Buffer.alloc(length * 2);
			this.#buffer.copy(larger);
			this.#buffer = larger;
		}
		chunk.copy(this.#buffer, this.#length);
		this.#length = length;
	}

	/** What lies between the last comma and this one. */
	entriesBefore(comma: number): readonly unknown[] {
		const entries = this.#parse(comma);
		// Of two commas with nothing between them, the second is the fault.
		if (entries.length === 0) throw this.fault();
		this.#settle(comma);
		return entries;
	}

	/** What lies between the last comma and the bracket that closes the array. */
	lastEntries(end: number): readonly unknown[] {
		const entries = this.#parse(end);
		if (entries.length === 0 && this.offset > 0) throw this.fault();
		this.#settle(end);
		return entries;
	}

	/** The message for bytes that are no JSON. */
	fault(cause?: unknown): Error {
		const fault = findJsonFault(this.bytes.toString(), this.offset > 0);
		const line = this.#line + (fault?.line ?? 1) - 1;
		const column = (fault?.line === 1 ? this.#column - 1 : 0) + (fault?.column ?? 1);
		return databaseError(
			`${this.#where} is not JSON at line ${line}, column ${column}`,
			fault?.got ?? null,
			`expected ${fault?.expected ?? "JSON"}`,
			cause,
		);
	}

	/** The message for what does not begin as an array does. */
	noArray(): Error {
		const begins = this.bytes.toString().trim();
		if (this.bytes.indexOf(BYTE_ORDER_MARK) === 0) {
			return databaseError(
				`${this.#where} starts with a byte-order mark`,
				"U+FEFF",
				"expected JSON in UTF-8 without one: save the file without BOM",
			);
		}
		if (!/^[{"\-\dtfn]/.test(begins)) return this.fault();
		const got = begins.length > SHOWN ? `${begins.slice(0, SHOWN)}…` : begins;
		return databaseError(this.#where, got, "expected an array of features");
	}

	#parse(end: number): readonly unknown[] {
		// Behind the first bracket, or behind the comma.
		const begin = this.offset === 0 ? this.bytes.indexOf(OPEN_ARRAY) + 1 : 1;
		const bytes = this.bytes.subarray(begin, end - this.offset);
		if (!isUtf8(bytes)) throw this.#notUtf8(bytes, this.offset + begin);
		try {
			return parseExactly(`[${bytes}]`) as readonly unknown[];
		} catch (cause) {
			throw this.fault(cause);
		}
	}

	#notUtf8(bytes: Buffer, offset: number): Error {
		const again = Buffer.from(bytes.toString());
		const at = bytes.findIndex((byte, index) => byte !== again[index]);
		return databaseError(
			`${this.#where} is not UTF-8 at byte ${offset + at}`,
			`0x${bytes.toString("hex", at, at + 1)}`,
			"expected JSON in UTF-8",
		);
	}

	#settle(end: number): void {
		const settled = this.bytes.subarray(0, end - this.offset);
		for (let at = settled.indexOf("\n"); at !== -1; at = settled.indexOf("\n", at + 1)) {
			this.#line += 1;
			this.#column = 1;
		}
		this.#column += settled.toString("utf8", settled.lastIndexOf("\n") + 1).length;
		this.#buffer.copyWithin(0, settled.length, this.#length);
		this.#length -= settled.length;
		this.offset = end;
	}
}

/** JSON.parse as engines with source text access call their reviver; lib.es5.d.ts knows two arguments. */
type ParseWithSource = (
	text: string,
	reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/** What may be a number with a fraction or an exponent: in a text, it may be anything. */
const PERHAPS_INEXACT = /[\s:,[]-?\d+[.eE]/;

/** 10.0 is no integer here, and 1e400 no number at all. Asking for the sources of numbers takes its time. */
function parseExactly(text: string): unknown {
	if (!PERHAPS_INEXACT.test(text)) return JSON.parse(text);
	return (JSON.parse as ParseWithSource)(text, (_key, value, { source }) =>
		typeof value === "number" && source !== undefined && !/^-?\d+$/.test(source)
			? new InexactNumber(source)
			: value,
	);
}
