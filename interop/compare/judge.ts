/** From a run's records to its results. A pure function: the same files give the same verdict. */
import type { LedgerEntry } from "../model/ledger.ts";
import { type BatchPlan, type Cell, cellId } from "../model/plan.ts";
import { type BatchRecord, hasEnded } from "../model/record.ts";
import type { CellDetail, ResultCell, Results } from "../model/results.ts";
import type { RunFacts } from "../model/run-facts.ts";
import { endsItsServer } from "../model/scenario.ts";
import { GREEN_OUTCOMES, Outcome } from "../model/words.ts";
import { findDissent, type Voice } from "./agreement.ts";
import { assignBlame, type Heard } from "./blame.ts";
import { canonical } from "./canonical.ts";
import { type CellVerdict, judgeCell } from "./cell.ts";
import { deathsOf } from "./deaths.ts";
import { describeMismatch } from "./describe.ts";
import { firstMismatch } from "./expectation.ts";
import { jobMs, latencyOf } from "./latency.ts";
import { ledgerResults } from "./ledger.ts";
import { type NotStarted, notStarted } from "./not-started.ts";
import { resultPeers } from "./peers.ts";
import { judgePreflight } from "./preflight.ts";
import { distrust } from "./trust.ts";
import { whyUnsupported } from "./unsupported.ts";

export interface Judgement {
	readonly results: Results;
	readonly details: readonly CellDetail[];
	/** By cell that passed: what it showed, normalised. */
	readonly transcripts: ReadonlyMap<string, readonly unknown[]>;
	/** What blame was found by. */
	readonly heard: readonly Heard[];
}

interface Judged {
	readonly cell: Cell;
	readonly batch: BatchPlan | undefined;
	readonly ms: number | null;
	verdict: CellVerdict;
	parties: string[][];
	/** True where it failed while its server died, which no call asked for. */
	readonly died: boolean;
	/** Who did not start, so that it could not run. */
	readonly notStarted: NotStarted | null;
}

/** Judges every cell of the plan, twice: by expectation, and by agreement. */
export function judge(facts: RunFacts): Judgement {
	const records = new Map(facts.batches.map((record) => [record.batch, record]));
	const preflight = judgePreflight(facts.plan, records, !hasEnded(facts.run));
	const judged = judgeAlone(facts, records, preflight);
	const alone = judged.map(({ verdict }) => verdict);
	judgeTogether(facts, judged);
	const cells = judged.map(toResult);
	const red = cells.filter(({ outcome }) => !GREEN_OUTCOMES.includes(outcome));
	const deaths = deathsOf(facts, new Set(red.map(cellId)));
	const heard = heardOf(facts, judged, alone);
	const { filters, command, runtime, runtime_reason, ledger } = facts.plan;
	const { id, started, ended, interrupted } = facts.run;
	return {
		results: {
			run: { id, started, ended, runtime, runtime_reason, command, filters, interrupted },
			peers: resultPeers(facts),
			scenarios: facts.scenarios.map(({ id, title, mode, kind, why, source }) => ({
				id,
				title,
				mode,
				kind,
				why,
				source,
			})),
			preflight,
			ledger: ledgerResults(ledger, judged),
			blame: assignBlame(heard),
			...(deaths.length > 0 ? { deaths } : {}),
			cells,
			summary: summarise(cells),
			latency: latencyOf(cells, facts.scenarios),
		},
		details: judged.flatMap((item) => (item.verdict.outcome === "passed" ? [] : [toDetail(item)])),
		transcripts: new Map(
			judged.flatMap(({ cell, verdict: { outcome, transcript } }) =>
				outcome === "passed" && transcript !== null ? [[cell.id, transcript] as const] : [],
			),
		),
		heard,
	};
}

function judgeAlone(
	facts: RunFacts,
	records: ReadonlyMap<string, BatchRecord>,
	preflight: Results["preflight"],
): Judged[] {
	const { plan } = facts;
	const scenarios = new Map(facts.scenarios.map((scenario) => [scenario.id, scenario]));
	const instances = new Map(facts.instances.map((record) => [record.instance, record]));
	const told = new Map(
		facts.instances.map(({ instance, witnesses }) => [
			instance,
			Map.groupBy(witnesses, (seen) => seen.cell),
		]),
	);
	const batchOf = new Map(
		plan.batches.flatMap((batch) => batch.cells.map((cell) => [cell, batch] as const)),
	);
	const relayed = new Map(facts.relays.map((record) => [record.batch, record.streams]));
	const answers = new Map(
		facts.batches.map(({ batch, jobs }) => [batch, Map.groupBy(jobs, ({ line }) => line.job)]),
	);
	const known = Map.groupBy(
		plan.ledger.flatMap((entry) => entry.scenarios.map((scenario) => ({ scenario, entry }))),
		({ scenario }) => scenario,
	);
	const cellOfJob = new Map(plan.cells.map((cell) => [cell.job, cell]));
	const stepsOf = (job: string) => {
		const cell = cellOfJob.get(job);
		return cell && scenarios.get(cell.scenario)?.scripts[cell.behaviour].steps;
	};
	const contracts = new Map(plan.clients.map(({ name, contract }) => [name, contract]));
	const cellsById = new Map(plan.cells.map((cell) => [cell.id, cell]));
	const trust = new Map<string, string | null>();
	for (const batch of plan.batches) {
		const record = records.get(batch.id);
		const jobs = batch.cells.map((id) => cellsById.get(id)?.job ?? "");
		if (record && batch.preflight === null) {
			trust.set(batch.id, distrust(record, batch, jobs, stepsOf));
		}
	}
	const refusals = new Map<string, string>();
	for (const { server, client, transport, check, ok, seen } of preflight) {
		const key = `${server}/${client}/${transport}`;
		if (!ok && !refusals.has(key)) refusals.set(key, `preflight: ${check}: ${seen}`);
	}
	const absence = facts.run.interrupted
		? "it was not run: the run was interrupted"
		: "it was not run: the run came to no end";
	const unheard = (instance: string) =>
		hasEnded(facts.run) || instances.has(instance)
			? null
			: "the run came to no end, and what the server saw was not written yet";
	const speaks = new Map(plan.servers.map(({ name, witness }) => [name, witness]));
	return plan.cells.map((cell): Judged => {
		const batch = batchOf.get(cell.id);
		const record = batch && records.get(batch.id);
		const answer = batch && answers.get(batch.id)?.get(cell.job)?.[0];
		const ms = answer ? jobMs(answer) : null;
		const item = { cell, batch, ms, parties: [], died: false, notStarted: null };
		const scenario = scenarios.get(cell.scenario);
		if (!scenario) throw new Error(`the run has no scenario ${cell.scenario}`);
		if (!batch) {
			const reason = cell.unsupported
				? whyUnsupported(cell.unsupported)
				: "the plan has no batch for it";
			return {
				...item,
				verdict: verdictOf(cell.unsupported ? "unsupported" : "could-not-run", reason),
			};
		}
		const silence = speaks.get(cell.server) ? unheard(batch.instance) : null;
		const doubt = record ? (trust.get(batch.id) ?? silence) : absence;
		if (doubt !== null || !answer) {
			return {
				...item,
				notStarted: notStarted(batch, record, instances.get(batch.instance), facts),
				verdict: verdictOf("could-not-run", `${batch.id}: ${doubt}`),
			};
		}
		const refusal = refusals.get(`${cell.server}/${cell.client}/${cell.transport}`);
		if (refusal !== undefined) return { ...item, verdict: verdictOf("failed", refusal) };
		const instance = instances.get(batch.instance);
		const died =
			!endsItsServer(scenario.scripts[cell.behaviour]) &&
			(instance?.away ?? []).some(
				({ from, to }) => record && from <= record.ended && (to === null || record.started <= to),
			);
		const verdict = judgeCell({
			cell,
			scenario,
			line: answer.line,
			limitMs: plan.limit_ms,
			contract: contracts.get(cell.client) ?? 1,
			ledger: (known.get(cell.scenario) ?? [])
				.map(({ entry }) => entry)
				.filter((entry) => concerns(entry, cell)),
			witnesses: speaks.get(cell.server) ? (told.get(batch.instance)?.get(cell.job) ?? []) : null,
			streams: relayed.get(batch.id)?.filter((seen) => seen.cell === cell.job) ?? null,
			serverNote: died ? `the server ${batch.instance} died meanwhile` : null,
		});
		return { ...item, verdict, died: died && verdict.outcome === "failed" };
	});
}

function judgeTogether(facts: RunFacts, judged: readonly Judged[]): void {
	const voters = votersOf(facts);
	const scenarios = new Map(facts.scenarios.map((scenario) => [scenario.id, scenario]));
	const byId = new Map(judged.map((item) => [item.cell.id, item]));
	const voices = judged.flatMap(({ cell, verdict }): Voice[] => {
		const scenario = scenarios.get(cell.scenario);
		// What is known to differ, or differs by itself, is not compared: it would split the rest.
		if (verdict.transcript === null || !scenario || cell.unsupported) return [];
		// What does not even fit the expectation is red already: it must not outvote, or split, what does.
		const votes = verdict.mismatch === null && voters.has(cell.server) && voters.has(cell.client);
		return [{ cell, scenario, transcript: verdict.transcript, votes }];
	});
	for (const dissent of findDissent(voices)) {
		const parties = dissent.parties.map((party) => [...party]);
		for (const { cell, scenario, transcript } of dissent.outside) {
			const item = byId.get(cell.id);
			if (!item) continue;
			item.parties = parties;
			if (item.verdict.outcome !== "passed") continue;
			const mismatch = firstMismatch(
				scenario.scripts[cell.behaviour],
				dissent.model.transcript as never,
				transcript as never,
			);
			const sizes = parties.map((party) => party.length).join(" : ");
			const reason = `${
				dissent.majority ? "differs from the majority" : "disagree, without a majority"
			} (${sizes})${mismatch ? `: ${describeMismatch(mismatch)}` : ""}`;
			item.verdict = { ...item.verdict, outcome: "failed", reason, mismatch };
		}
	}
}

/** The cells that say anything for or against anybody; `alone`: the verdicts on expectation. */
function heardOf(
	facts: RunFacts,
	judged: readonly Judged[],
	alone: readonly CellVerdict[],
): Heard[] {
	const voters = votersOf(facts);
	const kinds = new Map(facts.scenarios.map(({ id, kind }) => [id, kind]));
	return judged.flatMap((item, index): Heard[] => {
		const { cell } = item;
		const { outcome, transcript, mismatch } = alone[index] ?? item.verdict;
		const cutOff = !hasEnded(facts.run) && outcome === "could-not-run";
		if (cell.unsupported || outcome === "unsupported" || cutOff) return [];
		return [
			{
				cell: toResult(item),
				behaviour: kinds.get(cell.scenario) === "portable" ? null : cell.behaviour,
				seen: canonical(transcript),
				wrong: outcome !== "passed" && outcome !== "unexpected-pass",
				known: outcome === "expected-failure",
				died: item.died,
				votes: voters.has(cell.server) && voters.has(cell.client),
				notStarted: item.notStarted,
				differs: mismatch && { at: mismatch.at, how: describeMismatch(mismatch) },
			},
		];
	});
}

/** Names of the servers and clients that come with the suite. */
function votersOf({ plan: { servers, clients } }: RunFacts): ReadonlySet<string> {
	return new Set([...servers, ...clients].flatMap(({ name, votes }) => (votes ? [name] : [])));
}

/** True where the entry speaks of this cell. */
export function concerns(entry: LedgerEntry, cell: Cell): boolean {
	return (
		entry.scenarios.includes(cell.scenario) &&
		(entry.servers?.includes(cell.server) ?? true) &&
		(entry.clients?.includes(cell.client) ?? true) &&
		(entry.transports?.includes(cell.transport) ?? true)
	);
}

function verdictOf(outcome: Outcome, reason: string): CellVerdict {
	return { outcome, reason, mismatch: null, ledger: null, transcript: null };
}

function toResult({ cell, verdict, ms }: Judged): ResultCell {
	const { server, client, transport, scenario } = cell;
	const { outcome, reason } = verdict;
	return { server, client, transport, scenario, outcome, reason, ms };
}

function toDetail(item: Judged): CellDetail {
	const { verdict, batch } = item;
	return {
		cell: cellId(toResult(item)),
		batch: batch?.id ?? null,
		instance: batch?.instance ?? null,
		at: verdict.mismatch?.at ?? null,
		expected: verdict.mismatch?.expected ?? null,
		observed: verdict.mismatch?.observed ?? null,
		ledger: verdict.ledger,
		parties: item.parties,
	};
}

/** How many cells there are of each outcome. */
export function summarise(cells: readonly ResultCell[]): Results["summary"] {
	const counts = Object.fromEntries(Outcome.options.map((outcome) => [outcome, 0])) as Record<
		Outcome,
		number
	>;
	for (const { outcome } of cells) counts[outcome] += 1;
	return { ...counts, total: cells.length };
}
