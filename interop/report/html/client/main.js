/** The page's script: the address says what is shown, and every control changes the address. */
import { change, fromAddress } from "./address.js";
import { drawCell } from "./cell.js";
import { cells } from "./dom.js";
import { applyFilter } from "./filter.js";
import { keepEntry, moveByArrows } from "./keys.js";

const dialog = document.getElementById("cell");
const form = document.getElementById("filters");
const table = document.querySelector("table.scenarios");
const transports = [...document.querySelectorAll("input[name=transport]")];
let view = { text: "", outcome: "", server: "", client: "", transport: "", cell: "" };

function show() {
	const next = fromAddress();
	if (next === null) return;
	view = next;
	for (const name of ["text", "outcome", "server", "client"])
		if (form.elements[name].value !== view[name]) form.elements[name].value = view[name];
	for (const input of transports) input.checked = input.value === (view.transport || "all");
	for (const layer of document.querySelectorAll("[data-layer]"))
		layer.hidden = layer.dataset.layer !== (view.transport || "all");
	applyFilter(view);
	keepEntry(table);
	showCell();
}

function showCell() {
	const cell = cells.get(view.cell);
	if (cell) {
		drawCell(dialog, cell);
		if (!dialog.open) dialog.showModal();
		dialog.scrollTop = 0;
	} else if (dialog.open) {
		dialog.close();
	}
}

/** A link to part of a view keeps the rest of it. */
document.addEventListener("click", (event) => {
	const link = event.target.closest?.("a[href*='=']");
	const plain = !(event.ctrlKey || event.metaKey || event.shiftKey);
	if (!plain || !link?.getAttribute("href").startsWith("#")) return;
	event.preventDefault();
	const part = Object.fromEntries(new URLSearchParams(link.hash.slice(1)));
	change(view, part);
	if (!part.cell) document.getElementById("scenarios").scrollIntoView();
});
form.addEventListener("input", ({ target }) =>
	change(view, { [target.name]: target.value }, target.name === "text"),
);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", (event) => {
	event.preventDefault();
	change(view, { text: "", outcome: "", server: "", client: "", transport: "" });
});
for (const input of transports)
	input.addEventListener("change", () =>
		change(view, { transport: input.value === "all" ? "" : input.value }),
	);
dialog.addEventListener("close", () => change(view, { cell: "" }));
dialog.addEventListener("click", (event) => {
	if (event.target === dialog) dialog.close();
});
addEventListener("hashchange", show);
moveByArrows(table);
show();
