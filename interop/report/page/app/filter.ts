/** The cells that a view asks for. */
import { isRed } from "../../tally.ts";
import { isFiltered, type View } from "./address.ts";
import { type AppCell, CELLS, SCENARIO_BY_ID } from "./data.ts";

/** In the order of the run. */
export function filtered(view: View): readonly AppCell[] {
	if (!isFiltered(view)) return CELLS;
	const wanted = view.text.trim().toLowerCase();
	const named = new Map<string, boolean>();
	const isNamed = (scenario: string) => {
		const known =
			named.get(scenario) ?? SCENARIO_BY_ID.get(scenario)?.text.includes(wanted) ?? false;
		named.set(scenario, known);
		return known;
	};
	return CELLS.filter(
		(cell) =>
			hasOutcome(cell, view.outcome) &&
			(view.server === "" || cell.server === view.server) &&
			(view.client === "" || cell.client === view.client) &&
			(view.transport === "" || cell.transport === view.transport) &&
			(view.family === "" || cell.family === view.family) &&
			(wanted === "" || isNamed(cell.scenario) || cell.text.includes(wanted)),
	);
}

function hasOutcome({ outcome }: AppCell, wanted: string): boolean {
	if (wanted === "") return true;
	return wanted === "red" ? isRed(outcome) : outcome === wanted;
}
