/** Text from peers made safe to look at: nothing in it vanishes, reorders its surroundings or breaks XML. */
import { stripVTControlCharacters } from "node:util";

/** Controls, lone surrogates, direction overrides and non-characters. */
const INVISIBLE =
	/[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u{2028}\u{2029}\u{feff}]/gu;

/** The same text with such characters written as `\u0000`; tab and newline stay. */
export function visible(text: string): string {
	return stripVTControlCharacters(text)
		.replaceAll("\r\n", "\n")
		.replace(INVISIBLE, (found) => (found === "\n" || found === "\t" ? found : escaped(found)));
}

/** At most `length` code units of it, never half of a character, with an ellipsis where cut. */
export function clip(text: string, length: number): string {
	if (text.length <= length) return text;
	// A high surrogate at the end would be half of a character.
	return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** The same on one line, of at most `length` code units. */
export function oneLine(text: string, length = 300): string {
	return clip(visible(text).replace(/\s+/g, " ").trim(), length);
}

function escaped(character: string): string {
	const hex = (character.codePointAt(0) ?? 0).toString(16);
	return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}
