/** One cell by itself: its transcript against its scenario, the ledger, its declaration, its witnesses. */
import type { ContractVersion, JobLine } from "../model/batch.ts";
import type { ResolvedEntry } from "../model/ledger.ts";
import type { Cell } from "../model/plan.ts";
import type { Scenario, Script } from "../model/scenario.ts";
import type { Witness } from "../model/server-lines.ts";
import type { RelayedStream } from "../model/wire.ts";
import type { Outcome } from "../model/words.ts";
import { describeMismatch } from "./describe.ts";
import { firstMismatch, type Mismatch } from "./expectation.ts";
import { normalise } from "./normalise.ts";
import { firstDisorder } from "./order.ts";
import { untrueTimeLine } from "./time-line.ts";
import { firstUntold } from "./told.ts";
import { whyUnsupported } from "./unsupported.ts";
import { firstUnwired } from "./wired.ts";
import { arrival, contradiction } from "./witness.ts";

/** What is known of a cell that a trusted driver answered. */
export interface CellCase {
	readonly cell: Cell;
	readonly scenario: Scenario;
	readonly line: JobLine;
	/** The ledger's entries for this cell. */
	readonly ledger: readonly ResolvedEntry[];
	/** What the server said of it; null where the server is none that speaks. */
	readonly witnesses: readonly Witness[] | null;
	/** Its streams as the relay saw them; null where there was no relay that looks. */
	readonly streams: readonly RelayedStream[] | null;
	/** Why the server's end may be at fault, e.g. that it died. */
	readonly serverNote: string | null;
	/** What a job may take where its scenario says nothing. */
	readonly limitMs: number;
	/** The version of the driver contract that its client is held to. */
	readonly contract: ContractVersion;
}

export interface CellVerdict {
	readonly outcome: Outcome;
	readonly reason: string | null;
	readonly mismatch: Mismatch | null;
	/** The entry it falls under. */
	readonly ledger: string | null;
	/** What is compared with the other cells; null where there is nothing to compare. */
	readonly transcript: readonly unknown[] | null;
}

/** The verdict on expectation alone; agreement may still turn a pass into a failure. */
export function judgeCell(facts: CellCase): CellVerdict {
	const { cell, line } = facts;
	if (line.end === "unsupported") {
		return cell.unsupported
			? plain("unsupported", whyUnsupported(cell.unsupported))
			: plain("failed", `the driver says unsupported, which no peer.yaml declares: ${line.why}`);
	}
	// What hangs or breaks is at fault, declared or not.
	if (line.end !== "completed") return judgeBroken(facts);
	const verdict = judgeCompleted(facts);
	if (cell.unsupported === null) return verdict;
	return verdict.outcome === "passed"
		? { ...verdict, outcome: "unexpected-pass", reason: "declared unsupported, and yet it works" }
		: { ...verdict, outcome: "unsupported", reason: whyUnsupported(cell.unsupported) };
}

function judgeBroken(facts: CellCase): CellVerdict {
	const { cell, scenario, line, serverNote } = facts;
	const script = scenario.scripts[cell.behaviour];
	const step = script.steps[line.at ?? 0];
	const what = line.end === "timeout" ? "hung" : "failed";
	const mismatch = firstMismatch(script, script.expected, transcriptOf(facts));
	const reason = `${what} at step ${(line.at ?? 0) + 1} (${step?.do}): ${line.why}${note(serverNote)}`;
	return { ...plain("failed", reason), mismatch };
}

function judgeCompleted(facts: CellCase): CellVerdict {
	const { cell, scenario, line, ledger, serverNote } = facts;
	const script = scenario.scripts[cell.behaviour];
	const transcript = transcriptOf(facts);
	const mismatch = firstMismatch(script, script.expected, transcript);
	const tells = (expected: Script["witness"]) =>
		facts.witnesses === null ? null : firstUntold(expected, facts.witnesses);
	const orders = (expected: Script["order"]) => firstDisorder(expected, line.events ?? []);
	const passed = (expected: Script["wire"]) => firstUnwired(expected, facts.streams ?? []);
	const wrong = mismatch ?? tells(script.witness) ?? orders(script.order) ?? passed(script.wire);
	for (const entry of ledger) {
		const seen = entry.seen[scenario.id]?.[cell.behaviour] ?? {};
		const expected = script.expected.map((step, index) => seen[index] ?? step);
		const known =
			firstMismatch(script, expected, transcript) === null &&
			tells({ ...script.witness, ...entry.told }) === null &&
			orders(entry.order?.[scenario.id]?.[cell.behaviour] ?? script.order) === null &&
			passed({ ...script.wire, ...entry.wired }) === null;
		if (wrong !== null && known) {
			const verdict = plain("expected-failure", `known: ${entry.id}`);
			return { ...verdict, mismatch: wrong, ledger: entry.id };
		}
	}
	const [entry] = ledger;
	if (wrong === null && entry) {
		const reason = `the ledger says that it fails (${entry.id}), and it does not`;
		return { ...plain("unexpected-pass", reason), ledger: entry.id, transcript };
	}
	if (wrong !== null) {
		const reason = `${describeMismatch(wrong)}${entry ? `; the ledger's ${entry.id} says otherwise too` : ""}${note(serverNote)}`;
		return { outcome: "failed", reason, mismatch: wrong, ledger: entry?.id ?? null, transcript };
	}
	const untrue = facts.contract === 1 ? null : untrueTimeLine(line, script.steps);
	if (untrue !== null) return { ...plain("failed", `time line: ${untrue}`), transcript };
	const lie = lieOf(facts, script);
	if (lie !== null) return { ...plain("failed", lie), transcript };
	return { ...plain("passed", null), transcript };
}

/** What stands between the client's account and that of whoever saw its calls; null where nothing does. */
function lieOf(facts: CellCase, script: Script): string | null {
	const { witnesses, streams, cell, scenario, line } = facts;
	// A relay may change whatever passes: what it saw stands in for what the server saw.
	if (streams !== null) return streams.length > 0 ? null : "relay: it saw no call of it";
	if (witnesses === null || isRepeated(script)) return null;
	const lie = isRefused(scenario, script)
		? arrival(witnesses)
		: contradiction(witnesses, cell.transport, script.steps, line.results);
	return lie === null ? null : `witness: ${lie}`;
}

/** True where a call is to arrive more often than the client tells: the scenario itself counts then. */
function isRepeated({ witness }: Script): boolean {
	return Object.values(witness).some(({ count = 1 }) => count !== 1);
}

/** True where client and server must not come together: no call of it may end well, or even arrive. */
function isRefused({ tls, via }: Scenario, { expected }: Script): boolean {
	const well = (step: Script["expected"][number]) =>
		step !== null && "status" in step && step.status === "OK";
	const special = Object.keys(tls).length > 0 || via?.tls_server || via?.tls_client;
	return Boolean(special) && !expected.some(well);
}

/** The cell's transcript, normalised. */
export function transcriptOf({
	cell,
	scenario,
	line,
	limitMs,
}: Pick<CellCase, "cell" | "scenario" | "line" | "limitMs">): Record<string, unknown>[] {
	const { timed, limit_ms, scripts } = scenario;
	const { steps, expected, typed } = scripts[cell.behaviour];
	return normalise(line.results, {
		places: cell.places,
		timed,
		limitMs: limit_ms ?? limitMs,
		steps,
		expected,
		typed,
	});
}

function plain(outcome: Outcome, reason: string | null): CellVerdict {
	return { outcome, reason, mismatch: null, ledger: null, transcript: null };
}

function note(text: string | null): string {
	return text === null ? "" : `; ${text}`;
}
