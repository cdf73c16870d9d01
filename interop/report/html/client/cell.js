/** One cell, drawn when it is opened. */
import { data, el } from "./dom.js";
import { difference, elsewhere, log, script } from "./parts.js";

/** Fills the dialog with what is known of a cell. */
export function drawCell(dialog, cell) {
	const scenario = data.scenarios[cell.scenario] ?? null;
	const article = el(
		"article",
		{},
		heading(cell, scenario),
		cell.reason !== null && el("p", { class: "reason" }, el("bdi", {}, cell.reason)),
		cell.story !== null && found(cell, cell.story),
		block("Alone", el("pre", { class: "alone", tabindex: 0 }, cell.command)),
		about(scenario),
		steps(cell, scenario),
		block("The same scenario elsewhere", elsewhere(cell)),
		files(cell),
	);
	dialog.replaceChildren(article);
}

function heading(cell, scenario) {
	const look = data.looks[cell.outcome];
	return el(
		"header",
		{},
		el("form", { method: "dialog" }, el("button", { "aria-label": "Close" }, "Close")),
		el(
			"p",
			{ class: "outcome" },
			el("span", { class: `mark ${cell.outcome}`, "aria-hidden": "true" }, look.shape),
			` ${look.word}`,
		),
		el("h2", { id: "cell-title" }, cell.scenario),
		el(
			"p",
			{ class: "where" },
			`server ${cell.server} · client ${cell.client} · ${cell.transport}`,
			cell.ms !== null && ` · ${cell.ms} ms`,
		),
		scenario !== null && el("p", {}, scenario.title),
	);
}

function found(cell, story) {
	const at = story.at === null ? "" : `, at ${story.at}`;
	return [
		story.blame.length > 0 && block("Blame", list(story.blame)),
		story.ledger !== null && block("Ledger", el("p", {}, el("bdi", {}, story.ledger))),
		story.difference !== null &&
			block(`Expected and observed${at}`, difference(data.differences[story.difference])),
		story.parties.length > 1 && block("Who agrees with whom", parties(story.parties)),
		story.driver.length > 0 && block("The driver", list(story.driver)),
		story.witnesses.length > 0 &&
			block("What the server says it saw", list(story.witnesses, "code")),
		block("Logs", el("div", {}, log("server", cell.instance), log("driver", cell.batch))),
	];
}

function parties(groups) {
	return el(
		"ol",
		{},
		groups.map((group) =>
			el(
				"li",
				{},
				el("details", {}, el("summary", {}, `${group.length} of the cells`), list(group, "code")),
			),
		),
	);
}

function about(scenario) {
	if (scenario === null) return null;
	const facts = [
		["why", scenario.why],
		["rests on", scenario.source.join(", ")],
		["kind", `${scenario.mode}, ${scenario.kind}`],
		["file", scenario.file],
	];
	return block(
		"The scenario",
		el(
			"dl",
			{},
			facts
				.filter(([, text]) => text)
				.map(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]),
		),
	);
}

function steps(cell, scenario) {
	const index = scenario?.scripts[cell.behaviour];
	if (index === undefined) return null;
	const which =
		scenario.kind === "dialect" ? `Script, under the behaviour ${cell.behaviour}` : "Script";
	return block(which, script(data.scripts[index], cell.story?.at ?? null));
}

function files(cell) {
	if (cell.batch === null) return null;
	const path = `transcripts/${cell.batch}.json`;
	return el("p", { class: "quiet" }, "Transcript: ", el("a", { href: encodeURI(path) }, path));
}

function block(title, content) {
	return el("section", {}, el("h3", {}, title), content);
}

function list(texts, tag = "bdi") {
	return el(
		"ul",
		{},
		texts.map((text) => el("li", {}, el(tag, {}, text))),
	);
}
