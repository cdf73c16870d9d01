/** One cell over the repetitions of a run: what they make of it together. Any flake is red. */
import { createHash } from "node:crypto";
import { cellId } from "../model/plan.ts";
import type { CellDetail, ResultCell } from "../model/results.ts";
import { GREEN_OUTCOMES, type Outcome } from "../model/words.ts";
import type { Heard } from "./blame.ts";
import { describeMismatch } from "./describe.ts";
import type { Mismatch } from "./expectation.ts";
import type { Judgement } from "./judge.ts";
import { percentile } from "./latency.ts";

/** From what makes a cell red to what does not. */
const WORST_FIRST: readonly Outcome[] = [
	"failed",
	"unexpected-pass",
	"could-not-run",
	"expected-failure",
	"unsupported",
	"passed",
];

/** What a cell was in one repetition. */
export interface Turn {
	readonly repetition: number;
	readonly cell: ResultCell;
	readonly detail: CellDetail | null;
	/** Null where it says nothing for or against anybody; `seen` is a digest: all transcripts would be too much to hold. */
	readonly heard: Heard | null;
	/** Of its transcript, where it passed. */
	readonly digest: string | null;
}

/** Two turns that passed, and yet have not the same transcript. */
export interface OddTurn {
	readonly model: Turn;
	/** The first that is unlike it. */
	readonly odd: Turn;
}

/** Where the two are unlike. */
export interface Difference {
	readonly mismatch: Mismatch | null;
	readonly detail: CellDetail;
}

/** What the cells of one repetition were, by cell. */
export function turnsOf(
	{ results, details, heard }: Judgement,
	repetition: number,
): Map<string, Turn> {
	const byCell = new Map(details.map((detail) => [detail.cell, detail]));
	const byVoice = new Map(
		heard.map((said) => [cellId(said.cell), { ...said, seen: digestOf(said.seen) }]),
	);
	return new Map(
		results.cells.map((cell) => {
			const id = cellId(cell);
			const said = byVoice.get(id) ?? null;
			const digest = said !== null && cell.outcome === "passed" ? said.seen : null;
			return [id, { repetition, cell, detail: byCell.get(id) ?? null, heard: said, digest }];
		}),
	);
}

/** Without the turns that an interruption left undone: they say nothing against what was done. */
export function counted(turns: readonly Turn[], interrupted: boolean): readonly Turn[] {
	const ran = turns.filter(({ cell }) => cell.outcome !== "could-not-run");
	return interrupted && ran.length > 0 ? ran : turns;
}

/** Null where all turns that passed have the same transcript. */
export function oddTurn(turns: readonly Turn[]): OddTurn | null {
	const model = turns.find(({ digest }) => digest !== null);
	const odd = turns.find(({ digest }) => digest !== null && digest !== model?.digest);
	return model === undefined || odd === undefined ? null : { model, odd };
}

/** The cell as its turns make it; `difference` is that of its odd turn, where it has one. */
export function together(
	turns: readonly Turn[],
	difference: Difference | null,
): { readonly cell: ResultCell; readonly detail: CellDetail | null } {
	const [first] = turns;
	if (first === undefined) throw new Error("a cell has at least one turn");
	const n = turns.length;
	const red = turns.filter(({ cell }) => !GREEN_OUTCOMES.includes(cell.outcome)).length;
	const odd = oddTurn(turns);
	const differing = turns.filter(
		({ digest }) => odd !== null && digest !== null && digest !== odd.model.digest,
	).length;
	const made = (outcome: Outcome, reason: string | null, why: Turn | null): ResultCell => ({
		...first.cell,
		ms: medianOf(turns),
		outcome,
		reason,
		repetitions: { n, red, differing, first: why?.repetition ?? null },
	});
	if (red > 0) {
		const worst = worstOf(turns);
		const { outcome, reason } = worst.cell;
		const cell = made(outcome, `${red} of ${n} repetitions: ${reason}`, worst);
		return { cell, detail: worst.detail };
	}
	const other = turns.find(({ cell }) => cell.outcome !== first.cell.outcome);
	if (other !== undefined) {
		const reason = `${first.cell.outcome} in repetition ${first.repetition}, ${other.cell.outcome} in repetition ${other.repetition}: expected the same each time`;
		return { cell: made("failed", reason, other), detail: first.detail ?? other.detail };
	}
	if (odd !== null) {
		const where = difference?.mismatch ? `: ${describeMismatch(difference.mismatch)}` : "";
		const reason = `${differing} of ${n} repetitions: as the scenario says, and yet unlike repetition ${odd.model.repetition}${where}`;
		return { cell: made("failed", reason, odd.odd), detail: difference?.detail ?? null };
	}
	return { cell: made(first.cell.outcome, first.cell.reason, null), detail: first.detail };
}

/** What a cell says over all its turns: nothing where it said nothing in any. */
export function heardTogether(turns: readonly Turn[], cell: ResultCell): Heard | null {
	const all = turns.flatMap(({ heard }) => heard ?? []);
	const [first] = all;
	if (first === undefined) return null;
	const changed = cell.outcome === "failed" && cell.repetitions?.red === 0;
	return {
		...first,
		cell,
		seen: digestOf(turns.map(({ heard }) => heard?.seen).join()),
		wrong: changed || all.some(({ wrong }) => wrong),
		known: all.every(({ known }) => known),
		notStarted:
			cell.outcome === "could-not-run"
				? (all.find(({ notStarted }) => notStarted !== null)?.notStarted ?? null)
				: null,
		differs: all.every(({ differs }) => differs?.at === first.differs?.at) ? first.differs : null,
	};
}

function worstOf(turns: readonly Turn[]): Turn {
	for (const outcome of WORST_FIRST) {
		const worst = turns.find(({ cell }) => cell.outcome === outcome);
		if (worst) return worst;
	}
	throw new Error("a turn has an outcome");
}

function medianOf(turns: readonly Turn[]): number | null {
	const all = turns.flatMap(({ cell }) => cell.ms ?? []).sort((one, other) => one - other);
	return all.length === 0 ? null : percentile(all, 50);
}

function digestOf(text: string): string {
	return createHash("sha256").update(text).digest("base64");
}
