/** The stories of all cells that are not passed, within a bound: a page must open, however much went wrong. */
import { cellId } from "../../model/plan.ts";
import type { CellDetail, ResultCell } from "../../model/results.ts";
import type { Behaviour } from "../../model/words.ts";
import { type DifferenceRow, differenceRows } from "../difference.ts";
import type { ReportData } from "../load.ts";
import { remembered } from "../remember.ts";
import type { PageLog, PageStory } from "./data.ts";
import { firstMessage } from "./first-difference.ts";
import { pageLog, periodOf } from "./log-window.ts";
import { Pool } from "./pool.ts";
import { firstDifference } from "./sequence.ts";
import { driverTold, witnessesTold } from "./story.ts";

/** Characters of JSON that each kind may take. */
const MOST = { stories: 3_000_000, differences: 3_000_000, logs: 3_000_000 } as const;

export class Stories {
	readonly #data: ReportData;
	readonly #index: ReadonlyMap<string, number>;
	readonly #behaviours: ReadonlyMap<string, Behaviour>;
	readonly #stories = new Pool<PageStory>(MOST.stories);
	readonly #differences = new Pool<readonly DifferenceRow[]>(MOST.differences);
	readonly #parties = new Pool<readonly (readonly number[])[]>();
	readonly #logs = new Pool<PageLog>(MOST.logs);
	readonly #rows = remembered((expected, observed) =>
		this.#differences.add(differenceRows(expected, observed)),
	);

	/** `index`: of each cell, by its id. */
	constructor(data: ReportData, index: ReadonlyMap<string, number>) {
		this.#data = data;
		this.#index = index;
		this.#behaviours = new Map(data.plan.cells.map(({ id, behaviour }) => [id, behaviour]));
	}

	get items() {
		return {
			stories: this.#stories.items,
			differences: this.#differences.items,
			parties: this.#parties.items,
			logs: this.#logs.items,
		};
	}

	/** The index of a cell's story; -1 where it passed, or where there is no more room. */
	add(cell: ResultCell): number {
		if (cell.outcome === "passed") return -1;
		const id = cellId(cell);
		const detail = this.#data.details.get(id);
		const empty = (detail?.expected ?? detail?.observed ?? null) === null;
		return this.#stories.add({
			at: detail?.at ?? null,
			arrow: this.#arrow(cell, detail),
			difference: empty ? -1 : this.#rows(detail?.expected, detail?.observed),
			ledger: detail?.ledger ?? null,
			driver: driverTold(id, this.#data),
			witnesses: witnessesTold(id, this.#data),
			parties: this.#party(detail?.parties ?? []),
			logs: this.#logsOf(id),
		});
	}

	#arrow(cell: ResultCell, detail: CellDetail | undefined): number {
		const id = cellId(cell);
		const behaviour = this.#behaviours.get(id);
		const script = behaviour && this.#data.scenarios.get(cell.scenario)?.scripts[behaviour];
		if (!script || !detail?.at) return -1;
		const message = firstMessage(detail.expected, detail.observed);
		return firstDifference(script, this.#data.lines.get(id) ?? null, detail.at, message);
	}

	#party(parties: readonly (readonly string[])[]): number {
		if (parties.length < 2) return -1;
		return this.#parties.add(parties.map((ids) => ids.flatMap((id) => this.#index.get(id) ?? [])));
	}

	#logsOf(id: string): PageStory["logs"] {
		const place = this.#data.whereabouts.get(id);
		const batch = this.#data.batches.get(place?.batch ?? "");
		const period = batch ? periodOf(batch, place?.job ?? null) : null;
		const add = (name: string | null | undefined) => {
			const log = this.#data.logs.get(name ?? "");
			return log === undefined ? null : this.#logs.add(pageLog(log, period));
		};
		return { driver: add(place?.batch), server: add(place?.instance) };
	}
}
