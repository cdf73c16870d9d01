/** The entries of a JSON array, one by one as its bytes come. */
import { Tokenizer, TokenParser, TokenType } from "@streamparser/json";
import { InexactNumber } from "./check-features.ts";
import { databaseError } from "./database-error.ts";
import { findJsonFault } from "./json-fault.ts";

/** 10.0 is no integer here, and 1e400 no number at all. */
class ExactTokenizer extends Tokenizer {
	override parseNumber(source: string): number {
		const exact = /^-?\d+$/.test(source);
		// The types know numbers only; the parser passes on whatever comes.
		return exact ? Number(source) : (new InexactNumber(source) as unknown as number);
	}
}

/** As much of what is no array as is shown. */
const SHOWN = 60;

/**
 * Parses chunks of UTF-8; what is kept of them is the entry that is not complete yet.
 *
 * @param where how messages name the file.
 * @throws {StartError} naming line and column where it stops being JSON.
 */
export function* entriesOf(where: string, chunks: Iterable<Buffer>): Generator<unknown> {
	const tokenizer = new ExactTokenizer();
	const parser = new TokenParser({ paths: ["$.*"], keepStack: false });
	const unsettled = new Unsettled(where);
	const complete: unknown[] = [];
	let begun = false;
	let settles = false;
	parser.onValue = ({ value }) => {
		complete.push(value);
		settles = true;
	};
	tokenizer.onToken = (token) => {
		if (!begun && token.token !== TokenType.LEFT_BRACKET) throw new NoArray();
		begun = true;
		if (settles) unsettled.end = token.offset;
		settles = false;
		parser.write(token);
	};
	/** What is complete comes before what is wrong behind it. */
	function* parse(step: () => void): Generator<unknown> {
		let failure: Error | null = null;
		try {
			step();
		} catch (error) {
			failure = unsettled.explain(error);
		}
		yield* complete.splice(0);
		if (failure !== null) throw failure;
	}
	for (const chunk of chunks) {
		unsettled.add(chunk);
		yield* parse(() => tokenizer.write(chunk));
		unsettled.settle();
	}
	yield* parse(() => {
		tokenizer.end();
		if (!parser.isEnded) throw new Error("the end of the file comes too early");
	});
}

class NoArray extends Error {}

/** The bytes since the last complete entry, and where they are. */
class Unsettled {
	/** In bytes from the file's beginning: where the last complete entry has been left. */
	end = 0;
	readonly #where: string;
	#bytes: Buffer = Buffer.alloc(0);
	#offset = 0;
	/** Of the first byte, from 1. */
	#line = 1;
	#column = 1;

	constructor(where: string) {
		this.#where = where;
	}

	add(chunk: Buffer): void {
		this.#bytes = Buffer.concat([this.#bytes, chunk]);
	}

	/** Forgets what lies before the end of the last complete entry. */
	settle(): void {
		const settled = this.#bytes.subarray(0, this.end - this.#offset);
		for (let at = settled.indexOf("\n"); at !== -1; at = settled.indexOf("\n", at + 1)) {
			this.#line += 1;
			this.#column = 1;
		}
		this.#column += settled.subarray(settled.lastIndexOf("\n") + 1).toString().length;
		this.#bytes = Buffer.from(this.#bytes.subarray(settled.length));
		this.#offset += settled.length;
	}

	/** The message for whoever wrote the file. */
	explain(cause: unknown): Error {
		this.settle();
		const text = this.#bytes.toString();
		if (cause instanceof NoArray) {
			const begins = text.trim();
			const got = begins.length > SHOWN ? `${begins.slice(0, SHOWN)}…` : begins;
			return databaseError(this.#where, got, "expected an array of features", cause);
		}
		const fault = findJsonFault(text, this.#offset > 0);
		const line = this.#line + (fault?.line ?? 1) - 1;
		const column = (fault?.line === 1 ? this.#column - 1 : 0) + (fault?.column ?? 1);
		return databaseError(
			`${this.#where} is not JSON at line ${line}, column ${column}`,
			fault?.got ?? null,
			`expected ${fault?.expected ?? "JSON"}`,
			cause,
		);
	}
}
