/** What h2spec's JUnit report says, case by case. */
import { create } from "xmlbuilder2";
import { z } from "zod";

export const Outcome = z.enum(["passed", "failed", "skipped"]);

export interface Case {
	/** Section and number within it, e.g. `http2/5.1/8`: titles are not unique. */
	readonly id: string;
	readonly title: string;
	readonly outcome: z.output<typeof Outcome>;
	/** What came in place of what was expected; null where it did not fail. */
	readonly seen: string | null;
}

/** h2spec writes bytes of frames as they are, which XML has no form for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are looked for
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f]/g;
const LENGTH = /length:\d+/g;

interface Element {
	readonly nodeName: string;
	readonly textContent: string | null;
	getAttribute(name: string): string | null;
	readonly childNodes: Iterable<unknown>;
}

/** All cases in h2spec's order. Throws Error where it is no such report. */
export function casesIn(xml: string): Case[] {
	const cases: Case[] = [];
	const counts = new Map<string, number>();
	const root = create(xml.replace(NOT_XML, "")).root().node as unknown as Element;
	for (const suite of named(root, "testsuite")) {
		for (const element of named(suite, "testcase")) {
			const section = attribute(element, "package");
			const number = (counts.get(section) ?? 0) + 1;
			counts.set(section, number);
			const id = `${section}/${number}`;
			cases.push({ id, title: attribute(element, "classname"), ...outcomeOf(element) });
		}
	}
	return cases;
}

function outcomeOf(element: Element): Pick<Case, "outcome" | "seen"> {
	if (named(element, "skipped").length > 0) return { outcome: "skipped", seen: null };
	const [failure] = [...named(element, "failure"), ...named(element, "error")];
	if (failure === undefined) return { outcome: "passed", seen: null };
	// Its last line is what came; those before, where there are any, were expected. How long a block of
	// headers is depends on what the connection's table holds by then.
	const lines = (failure.textContent ?? "").trim().split("\n");
	return { outcome: "failed", seen: (lines.at(-1) ?? "").replace(LENGTH, "length:…").trim() };
}

function named(element: Element, name: string): Element[] {
	return [...element.childNodes]
		.map((node) => node as Element)
		.filter((node) => node.nodeName === name);
}

function attribute(element: Element, name: string): string {
	const value = element.getAttribute(name);
	if (value === null) throw new Error(`h2spec's report: <${element.nodeName}> has no ${name}`);
	return value;
}
