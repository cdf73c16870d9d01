/** Shows the rows, columns and marks that the view asks for. */
import { cells, data } from "./dom.js";

const rows = [...document.querySelectorAll("tr[data-scenario]")].map((row) => ({
	row,
	scenario: row.dataset.scenario,
	marks: [...row.querySelectorAll("a.mark")].map((mark) => ({ mark, cell: cells.get(idOf(mark)) })),
}));
const columns = [...document.querySelectorAll("[data-pair]")];
const servers = [...document.querySelectorAll("th[data-server]")];

/** The cell that a link leads to. */
export function idOf(link) {
	return new URLSearchParams(link.hash.slice(1)).get("cell");
}

/** Applies the view; rows without a cell that fits are hidden, and so are columns of other pairs. */
export function applyFilter(view) {
	const wanted = view.text.trim().toLowerCase();
	let shown = 0;
	for (const { row, scenario, marks } of rows) {
		const about = data.scenarios[scenario];
		const named = `${scenario} ${about?.title} ${about?.why}`.toLowerCase().includes(wanted);
		let fits = 0;
		for (const { mark, cell } of marks) {
			const there = fitsView(cell, view) && (named || hasText(cell, wanted));
			mark.classList.toggle("dim", !there);
			mark.hidden = view.transport !== "" && cell.transport !== view.transport;
			fits += there ? 1 : 0;
		}
		row.hidden = fits === 0;
		shown += fits;
	}
	showColumns(view);
	for (const body of document.querySelectorAll(".scenarios tbody"))
		body.hidden = !body.querySelector("tr[data-scenario]:not([hidden])");
	document.getElementById("shown").textContent =
		shown === cells.size ? "" : `The filter shows ${shown} of ${cells.size} cells.`;
}

function fitsView(cell, view) {
	const outcome =
		view.outcome === "red" ? data.looks[cell.outcome].red : cell.outcome === view.outcome;
	return (
		(view.outcome === "" || outcome) &&
		(view.server === "" || cell.server === view.server) &&
		(view.client === "" || cell.client === view.client) &&
		(view.transport === "" || cell.transport === view.transport)
	);
}

function hasText(cell, wanted) {
	return `${cell.id} ${cell.reason ?? ""}`.toLowerCase().includes(wanted);
}

function showColumns(view) {
	const pairs = new Set();
	for (const column of columns) {
		const [server, client] = column.dataset.pair.split("/");
		column.hidden =
			(view.server !== "" && server !== view.server) ||
			(view.client !== "" && client !== view.client);
		if (!column.hidden) pairs.add(column.dataset.pair);
	}
	for (const head of servers) {
		const span = [...pairs].filter((pair) => pair.split("/")[0] === head.dataset.server).length;
		head.hidden = span === 0;
		head.colSpan = Math.max(1, span);
	}
}
