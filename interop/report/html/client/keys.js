/** Arrow keys between marks: one of them is in the tab order, not thousands. */

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Makes the table's marks reachable: Tab enters at the one last used, arrows move from there. */
export function moveByArrows(table) {
	table.addEventListener("focusin", ({ target }) => {
		if (target.matches("a.mark")) enterAt(table, target);
	});
	table.addEventListener("keydown", (event) => {
		const step = STEPS[event.key];
		if (!step || !event.target.matches("a.mark")) return;
		event.preventDefault();
		neighbour(table, event.target, step)?.focus();
	});
}

/** Keeps a mark that can be seen in the tab order. */
export function keepEntry(table) {
	const entry = table.querySelector("a.mark[tabindex='0']");
	const seen = entry?.checkVisibility() ? entry : grid(table)[0]?.[0];
	if (seen) enterAt(table, seen);
}

function enterAt(table, mark) {
	for (const other of table.querySelectorAll("a.mark[tabindex='0']")) other.tabIndex = -1;
	mark.tabIndex = 0;
}

function neighbour(table, mark, [down, right]) {
	const marks = grid(table);
	const at = marks.findIndex((row) => row.includes(mark));
	return marks[at + down]?.[marks[at].indexOf(mark) + right];
}

function grid(table) {
	return [...table.querySelectorAll("tr[data-scenario]:not([hidden])")].map((row) => [
		...row.querySelectorAll("td:not([hidden]) a.mark:not([hidden])"),
	]);
}
