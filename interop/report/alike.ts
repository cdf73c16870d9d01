/** Red cells as they are told: those that could not run for one reason, as one. */
import { cellId } from "../model/plan.ts";
import type { CellDetail, ResultCell } from "../model/results.ts";

export interface Told {
	readonly cell: ResultCell;
	/** How many more could not run for the same reason. */
	readonly more: number;
}

/** In the order of the first of each. A reason begins with its batch, which is nothing that tells them apart. */
export function toldOnce(
	cells: readonly ResultCell[],
	detailOf: (id: string) => CellDetail | undefined,
): Told[] {
	const keyOf = (cell: ResultCell) => {
		const id = cellId(cell);
		if (cell.outcome !== "could-not-run") return id;
		const batch = detailOf(id)?.batch ?? "";
		return (cell.reason ?? "").replace(`${batch}: `, "");
	};
	return [...Map.groupBy(cells, keyOf).values()].flatMap(([cell, ...others]) =>
		cell === undefined ? [] : [{ cell, more: others.length }],
	);
}
