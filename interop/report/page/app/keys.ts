/** Arrow keys between marks: one of them is in the tab order, not thousands. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Keeps one mark of the table in the tab order. */
export function useEntry(table: RefObject<HTMLTableElement | null>): void {
	useEffect(() => {
		const { current } = table;
		if (current === null || current.querySelector("a.mark[tabindex='0']") !== null) return;
		current.querySelector("a.mark")?.setAttribute("tabindex", "0");
	});
}

/** Moves the focus, and the place in the tab order with it. */
export function moveByKeys(event: KeyboardEvent & { currentTarget: HTMLTableElement }): void {
	const table = event.currentTarget;
	const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("a.mark") : null;
	const next = mark && neighbour(mark, event.key);
	if (!next) return;
	event.preventDefault();
	for (const other of table.querySelectorAll("a.mark[tabindex='0']"))
		other.setAttribute("tabindex", "-1");
	next.setAttribute("tabindex", "0");
	next.focus();
}

function neighbour(mark: HTMLElement, key: string): HTMLElement | null {
	const row = mark.closest("tr");
	if (row === null) return null;
	const marks = marksOf(row);
	const at = marks.indexOf(mark);
	switch (key) {
		case "ArrowRight":
			return marks[at + 1] ?? null;
		case "ArrowLeft":
			return marks[at - 1] ?? null;
		case "Home":
			return marks[0] ?? null;
		case "End":
			return marks.at(-1) ?? null;
		case "ArrowDown":
			return inRow(row, mark, "nextElementSibling");
		case "ArrowUp":
			return inRow(row, mark, "previousElementSibling");
		default:
			return null;
	}
}

/** In the next row with marks, the last that is not right of this one. */
function inRow(
	row: Element,
	mark: Element,
	way: "nextElementSibling" | "previousElementSibling",
): HTMLElement | null {
	const column = columnOf(mark);
	for (let other = row[way]; other !== null; other = other[way]) {
		const marks = marksOf(other);
		const near = marks.filter((candidate) => columnOf(candidate) <= column).at(-1) ?? marks[0];
		if (near) return near;
	}
	return null;
}

function marksOf(row: Element): HTMLElement[] {
	return [...row.querySelectorAll<HTMLElement>("a.mark")];
}

function columnOf(mark: Element): number {
	return mark.closest("td")?.cellIndex ?? 0;
}
