/** Whether the ledger's entries held in this run. */
import type { ResolvedEntry } from "../model/ledger.ts";
import type { Cell } from "../model/plan.ts";
import type { Results } from "../model/results.ts";
import type { CellVerdict } from "./cell.ts";

interface JudgedCell {
	readonly cell: Cell;
	readonly verdict: CellVerdict;
}

/** Each entry with `held`: true where all of its cells of this run showed it, null where none ran. */
export function ledgerResults(
	entries: readonly ResolvedEntry[],
	judged: readonly JudgedCell[],
): Results["ledger"] {
	return entries.map((entry) => {
		const theirs = judged.filter(({ verdict }) => verdict.ledger === entry.id);
		const held =
			theirs.length === 0
				? null
				: theirs.every(({ verdict }) => verdict.outcome === "expected-failure");
		const { seen: _, told: __, order: ___, wired: ____, ...written } = entry;
		return { ...written, held };
	});
}
