/** Parts of a cell's view. */
import { cells, data, el } from "./dom.js";

/** Expected and observed side by side. */
export function difference(rows) {
	const head = el(
		"tr",
		{},
		el("th", { scope: "col" }, "expected"),
		el("th", { scope: "col" }, "observed"),
	);
	const body = rows.map((row) => {
		if (row.kind === "folded")
			return el("tr", { class: "folded" }, el("td", { colspan: 2 }, `… ${row.lines} more lines …`));
		const [left, right] =
			row.kind === "same" ? [row.line, row.line] : [row.expected ?? null, row.observed ?? null];
		return el("tr", { class: row.kind }, side(left, "expected"), side(right, "observed"));
	});
	return el("table", { class: "difference" }, el("thead", {}, head), el("tbody", {}, body));
}

function side(line, name) {
	if (line === null) return el("td", { class: "absent" });
	if (typeof line === "string") return el("td", { class: name }, line);
	const [before, differing, after] = line;
	return el("td", { class: name }, before, differing && el("mark", {}, differing), after);
}

/** The script, a step a line. */
export function script(lines, at) {
	return el(
		"ol",
		{ class: "script" },
		lines.map((line) =>
			el(
				"li",
				{ class: line.address === null ? "gap" : line.address === at ? "here" : null },
				el("code", {}, line.does),
				line.shows !== null && el("p", {}, "must show ", el("code", {}, line.shows)),
				line.address !== null &&
					line.address === at &&
					el("p", { class: "at" }, "the first difference"),
			),
		),
	);
}

/** The tail of a log, and where the whole of it lies. */
export function log(title, id) {
	const found = id === null ? undefined : data.logs[id];
	if (!found) return id === null ? null : el("p", {}, `${title}: ${id} printed nothing`);
	const path = `logs/${id}.log`;
	const summary = el("summary", {}, `${title}: `, el("code", {}, path));
	return el(
		"details",
		{},
		summary,
		el("pre", { tabindex: 0 }, found.text || "(empty)"),
		el("p", {}, el("a", { href: encodeURI(path) }, "the whole log")),
	);
}

/** The same scenario elsewhere: servers × clients, a mark per transport. */
export function elsewhere(cell) {
	const same = [...cells.values()].filter((other) => other.scenario === cell.scenario);
	const clients = [...new Set(same.map((other) => other.client))];
	const servers = [...new Set(same.map((other) => other.server))];
	const head = el(
		"tr",
		{},
		el("th", { scope: "col" }, "server ╲ client"),
		clients.map((name) => el("th", { scope: "col" }, name)),
	);
	const rows = servers.map((server) =>
		el(
			"tr",
			{},
			el("th", { scope: "row" }, server),
			clients.map((client) =>
				el(
					"td",
					{},
					same
						.filter((other) => other.server === server && other.client === client)
						.map((other) => mark(other, cell)),
				),
			),
		),
	);
	return el(
		"div",
		{ class: "scroll" },
		el("table", { class: "elsewhere" }, el("thead", {}, head), el("tbody", {}, rows)),
	);
}

function mark(other, current) {
	const look = data.looks[other.outcome];
	return el(
		"a",
		{
			class: `mark ${other.outcome}`,
			href: `#${new URLSearchParams({ cell: other.id })}`,
			"aria-label": `${look.word}, ${other.transport}`,
			"aria-current": other.id === current.id ? "true" : null,
			title: `${other.transport}: ${look.word}`,
		},
		look.shape,
	);
}
