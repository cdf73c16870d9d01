/** Foreign text in Markdown: shown as it is, never as markup. */
import { oneLine, visible } from "./visible.ts";

/** `_` within a word is none. The last three are what GitHub makes a link of, and tells people of. */
const MARKUP = /[&<>|`[\]\\*~]|(?<!\w)_|_(?!\w)|@(?=\w)|#(?=\d)|\bGH-(?=\d)/gi;

/** Text on one line, for paragraphs, table cells and `<summary>`: entities mean the same in all of them. */
export function inline(text: string, length = 300): string {
	return oneLine(text, length).replace(MARKUP, (found) =>
		// It looks for those where entities are characters again, and not across a comment.
		/[@#-]/.test(found) ? `${found}<!-- -->` : `&#${found.charCodeAt(0)};`,
	);
}

/** A block of code whose fence is longer than any in the text. */
export function block(text: string, language = ""): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = "`".repeat(longest + 1);
	return `${fence}${language}\n${visible(text)}\n${fence}`;
}

/** A table of cells that are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
	return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A part that opens on a click. */
export function folded(title: string, body: string): string {
	return `<details><summary>${inline(title)}</summary>\n\n${body}\n\n</details>`;
}
