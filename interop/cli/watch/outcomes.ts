/** How each cell ended when it ran last. */
import { cellId } from "../../model/plan.ts";
import type { ResultCell } from "../../model/results.ts";
import type { Outcome } from "../../model/words.ts";
import { isRed } from "../../report/tally.ts";
import { counted } from "../../report/verdict.ts";

export class LastOutcomes {
	/** By cell id. */
	readonly #last = new Map<string, Outcome>();

	/** Takes those of a round; a line on what became of cells since they ran before, null where nothing did. */
	take(cells: readonly ResultCell[]): string | null {
		let [broken, mended] = [0, 0];
		for (const cell of cells) {
			const before = this.#last.get(cellId(cell));
			if (before !== undefined && isRed(cell.outcome) !== isRed(before)) {
				if (isRed(before)) mended += 1;
				else broken += 1;
			}
			this.#last.set(cellId(cell), cell.outcome);
		}
		const parts = [
			...(broken === 0 ? [] : [`${counted(broken, "cell")} red that ${were(broken)} green`]),
			...(mended === 0 ? [] : [`${counted(mended, "cell")} green that ${were(mended)} red`]),
		];
		return parts.length === 0 ? null : `since the round before: ${parts.join(", ")}`;
	}

	/** Ids of the cells that are red. */
	red(): Set<string> {
		return new Set([...this.#last].flatMap(([id, outcome]) => (isRed(outcome) ? [id] : [])));
	}

	/** Whether none of these cells could run. */
	noneRan(ids: ReadonlySet<string>): boolean {
		return [...ids].every((id) => this.#last.get(id) === "could-not-run");
	}
}

function were(count: number): string {
	return count === 1 ? "was" : "were";
}
