/** Where a text stops being JSON. */
export interface JsonFault {
	/** In UTF-16 units, from 0. */
	readonly offset: number;
	/** From 1. */
	readonly line: number;
	/** From 1. */
	readonly column: number;
	readonly got: string;
	readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
/** From the space on, without the quote and the backslash: JSON's strings take no control characters. */
const STRING = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const SNIPPET = /(?:"[^"\n]{0,20}"?|[\w.+-]{1,20}|.)/suy;

/** What may come next, in the words of the message. */
type Expected =
	| "a value"
	| "a value or ]"
	| "a key in double quotes or }"
	| "a key in double quotes"
	| ":"
	| ", or }"
	| ", or ]"
	| "the end of the file";

/**
 * The first place where `text` is not JSON, or null where it is. Parsers name a position for some
 * faults only, so this is asked once one has refused.
 *
 * @param inArray where the text goes on within an array, right behind one of its elements.
 */
export function findJsonFault(text: string, inArray = false): JsonFault | null {
	const open: ("{" | "[")[] = inArray ? ["["] : [];
	let expected: Expected = inArray ? ", or ]" : "a value";
	let at = 0;
	const take = (token: RegExp): string | null => {
		token.lastIndex = at;
		const taken = token.exec(text)?.[0] ?? null;
		at += taken?.length ?? 0;
		return taken;
	};
	const afterValue = (): Expected =>
		open.length === 0 ? "the end of the file" : open.at(-1) === "{" ? ", or }" : ", or ]";
	for (;;) {
		take(SPACE);
		const next = text[at];
		if (next === undefined) {
			return expected === "the end of the file" ? null : faultAt(text, at, expected);
		}
		if (expected.endsWith(next) && (next === "}" || next === "]")) {
			at += 1;
			open.pop();
			expected = afterValue();
		} else if (expected.startsWith("a value") && (next === "{" || next === "[")) {
			at += 1;
			open.push(next);
			expected = next === "{" ? "a key in double quotes or }" : "a value or ]";
		} else if (expected.startsWith("a value") && (take(STRING) ?? take(SCALAR)) !== null) {
			expected = afterValue();
		} else if (expected.startsWith("a key") && take(STRING) !== null) {
			expected = ":";
		} else if (expected.startsWith(next) && (next === ":" || next === ",")) {
			at += 1;
			expected = next === "," && open.at(-1) === "{" ? "a key in double quotes" : "a value";
		} else {
			return faultAt(text, at, expected);
		}
	}
}

function faultAt(text: string, offset: number, expected: Expected): JsonFault {
	const before = text.slice(0, offset);
	SNIPPET.lastIndex = offset;
	const got = SNIPPET.exec(text)?.[0];
	return {
		offset,
		line: before.split("\n").length,
		column: offset - before.lastIndexOf("\n"),
		got: got === undefined ? "the end of the file" : JSON.stringify(got),
		expected,
	};
}
