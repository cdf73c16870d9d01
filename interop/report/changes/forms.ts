/** What changed, for the terminal and as Markdown. */
import { styleText } from "node:util";
import type { Changes } from "../../model/changes.ts";
import { folded, inline } from "../markdown-text.ts";
import type { Look } from "../terminal.ts";
import { counted } from "../verdict.ts";
import { oneLine } from "../visible.ts";
import {
	type ChangeSection,
	changeSections,
	changesTitle,
	sideText,
	sinceText,
} from "./sections.ts";

/**
 * Lines of a part on a terminal; characters of one, and of all of them, in a document of Markdown of its own:
 * hosts refuse comments of more than 65,536, and what is said of the parts needs some.
 */
const MOST = { lines: 25, characters: 24_000, all: 60_000 } as const;
const MARKS = { bad: "✗", good: "✓", plain: " " } as const;

/** For the terminal. */
export function changesText(changes: Changes, { colour }: Look): string {
	const paint = (tone: ChangeSection["tone"], text: string) =>
		colour && tone !== "plain"
			? styleText(tone === "bad" ? "red" : "green", text, { validateStream: false })
			: text;
	return [
		...changeSections(changes).flatMap(({ title, tone, lines }) => [
			paint(tone, `${MARKS[tone]} ${title}:`),
			...lines.slice(0, MOST.lines).map((line) => `    ${oneLine(line, 400)}`),
			...more(lines.length - MOST.lines).map((line) => `    ${line}`),
		]),
		`${sinceText(changes)}: ${changesTitle(changes)}`,
	].join("\n");
}

/**
 * The parts as Markdown, with lists of at most so many characters each and `all` together, folded but for what is
 * bad; worst first.
 */
export function changesParts(changes: Changes, most: number, all: number = Infinity): string[] {
	let left = all;
	return changeSections(changes).map(({ title, tone, lines }) => {
		const room = Math.min(most, left);
		let length = 0;
		const list = lines
			.map((line) => `- ${inline(line, 700)}`)
			.filter((line) => {
				length += line.length + 1;
				return length <= room;
			});
		left -= list.reduce((sum, line) => sum + line.length + 1, 0);
		const body = [...list, ...more(lines.length - list.length)].join("\n");
		return tone === "bad"
			? `### ${title}\n\n${body}`
			: folded(`${title}: ${counted(lines.length, "line")}`, body);
	});
}

/** A comparison as a document of its own. */
export function changesMarkdown(changes: Changes): string {
	return `${[
		`# Interop: ${changesTitle(changes)}`,
		inline(`From ${sideText(changes.before)} to ${sideText(changes.after)}.`),
		...changesParts(changes, MOST.characters, MOST.all),
	].join("\n\n")}\n`;
}

function more(left: number): string[] {
	return left > 0 ? [`… and ${left} more`] : [];
}
