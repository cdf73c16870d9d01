/** The first view: the verdict, the one sentence, how many cells of each outcome. */
import { type ComponentChild, h } from "preact";
import type { Results } from "../../model/results.ts";
import { Outcome } from "../../model/words.ts";
import { unsupportedText } from "../unsupported.ts";
import { count, moment, sentence, verdict } from "../verdict.ts";
import { visible } from "../visible.ts";
import { LOOKS, mark } from "./marks.ts";

export function overview(results: Results): ComponentChild {
	const { word, text } = verdict(results);
	const unsupported = unsupportedText(results);
	return h("header", { class: `overview ${word.replace(" ", "-")}` }, [
		h("p", { class: "eyebrow" }, `RouteGuide interop · ${moment(results.run.started)}`),
		h("h1", null, [h("span", { class: "verdict" }, word), " ", capital(text)]),
		h("p", { class: "sentence" }, visible(sentence(results))),
		h("p", { class: "command" }, h("code", null, visible(results.run.command))),
		legend(results),
		unsupported === null ? null : h("p", { class: "sentence" }, visible(unsupported)),
	]);
}

/** Legend and counts in one; each leads to its cells. */
function legend(results: Results): ComponentChild {
	const entries = Outcome.options.map((outcome) =>
		h("li", null, [
			h(
				"a",
				{ href: `#outcome=${outcome}`, class: `count ${outcome}`, title: LOOKS[outcome].meaning },
				[
					mark(outcome),
					h("b", null, count(results.summary[outcome])),
					h("span", null, LOOKS[outcome].word),
					h("small", null, LOOKS[outcome].meaning),
				],
			),
		]),
	);
	return h(
		"ul",
		{ class: "legend", "aria-label": `${count(results.summary.total)} cells by outcome` },
		entries,
	);
}

function capital(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
