/** From the records of a run with repetitions to its results: each is judged by itself, then cell by cell. */
import { cellId } from "../model/plan.ts";
import type { Death, Results } from "../model/results.ts";
import type { RepeatedFacts, RunFacts } from "../model/run-facts.ts";
import { assignBlame } from "./blame.ts";
import { deathsTogether } from "./deaths.ts";
import { firstMismatch } from "./expectation.ts";
import { type Judgement, judge, summarise } from "./judge.ts";
import { latencyOf } from "./latency.ts";
import {
	counted,
	type Difference,
	heardTogether,
	type OddTurn,
	oddTurn,
	type Turn,
	together,
	turnsOf,
} from "./turns.ts";

type Repetitions = Pick<RepeatedFacts, "plan" | "factsOf">;

/** Judges a run of one repetition, or of many. The records of one at a time are held. */
export function judgeRepeated({ plan, factsOf }: Repetitions): Judgement {
	const { times, seed } = plan.repeat;
	const facts = factsOf(1);
	const first = judge(facts);
	if (times === 1) return { ...first, results: withRepeat(first.results, times, seed) };
	const turns = new Map<string, Turn[]>();
	const ledgers: Results["ledger"][] = [];
	const died: Death[] = [];
	for (let repetition = 1; repetition <= times; repetition++) {
		const judgement = repetition === 1 ? first : judge(factsOf(repetition));
		ledgers.push(judgement.results.ledger);
		died.push(...(judgement.results.deaths ?? []));
		for (const [id, turn] of turnsOf(judgement, repetition)) {
			const before = turns.get(id);
			if (before) before.push(turn);
			else turns.set(id, [turn]);
		}
	}
	const { interrupted } = facts.run;
	const counting = [...turns].map(([id, all]) => ({ id, all: counted(all, interrupted) }));
	const odds = counting.flatMap(({ all }) => oddTurn(all) ?? []);
	const differences = differencesOf(odds, facts, { plan, factsOf });
	const judged = counting.map(({ id, all }) => together(all, differences.get(id) ?? null));
	const cells = judged.map(({ cell }) => cell);
	const heard = counting.flatMap(({ all }, index) => {
		const cell = cells[index];
		return cell === undefined ? [] : (heardTogether(all, cell) ?? []);
	});
	const samples = [...turns.values()].flatMap((all) => all.map(({ cell }) => cell));
	const results: Results = {
		...first.results,
		ledger: heldAlways(ledgers),
		blame: assignBlame(heard),
		...(died.length > 0 ? { deaths: deathsTogether(died) } : {}),
		cells,
		summary: summarise(cells),
		latency: latencyOf(samples, facts.scenarios),
	};
	return {
		results: withRepeat(results, times, seed),
		details: judged.flatMap(({ detail }) => detail ?? []),
		transcripts: new Map(),
		heard,
	};
}

function withRepeat(results: Results, times: number, seed: number | null): Results {
	return seed === null ? results : { ...results, run: { ...results.run, repeat: { times, seed } } };
}

/** By cell where its odd turn is unlike the first: their transcripts are made again, a repetition at a time. */
function differencesOf(
	odds: readonly OddTurn[],
	{ scenarios }: RunFacts,
	{ plan, factsOf }: Repetitions,
): Map<string, Difference> {
	if (odds.length === 0) return new Map();
	const wanted = Map.groupBy(
		odds.flatMap(({ model, odd }) => [model, odd]),
		({ repetition }) => repetition,
	);
	const shown = new Map<string, readonly unknown[] | undefined>();
	for (const [repetition, turns] of wanted) {
		const { transcripts } = judge(factsOf(repetition));
		for (const { cell } of turns) {
			shown.set(`${repetition} ${cellId(cell)}`, transcripts.get(cellId(cell)));
		}
	}
	const cells = new Map(plan.cells.map((cell) => [cell.id, cell]));
	const carriers = new Map(
		plan.batches.flatMap((batch) =>
			batch.cells.map((id) => [`${batch.repetition} ${id}`, batch] as const),
		),
	);
	const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
	return new Map(
		odds.map(({ model, odd }) => {
			const id = cellId(odd.cell);
			const cell = cells.get(id);
			const script = cell && byId.get(cell.scenario)?.scripts[cell.behaviour];
			const seen = (turn: Turn) => shown.get(`${turn.repetition} ${id}`) as never;
			const mismatch = script ? firstMismatch(script, seen(model), seen(odd)) : null;
			const batch = carriers.get(`${odd.repetition} ${id}`);
			const detail = {
				cell: id,
				batch: batch?.id ?? null,
				instance: batch?.instance ?? null,
				at: mismatch?.at ?? null,
				expected: mismatch?.expected ?? null,
				observed: mismatch?.observed ?? null,
				ledger: null,
				parties: [],
			};
			return [id, { mismatch, detail }];
		}),
	);
}

/** An entry holds where it held whenever its cells ran. */
function heldAlways(ledgers: readonly Results["ledger"][]): Results["ledger"] {
	const [first = []] = ledgers;
	return first.map((entry, index) => {
		const looked = ledgers.flatMap((ledger) => ledger[index]?.held ?? []);
		return { ...entry, held: looked.length === 0 ? null : looked.every((held) => held) };
	});
}
