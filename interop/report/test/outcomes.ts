/** Which cells of the made-up run are not passed: what was seen in them, judged as in a real run. */
import { judgeCell } from "../../compare/cell.ts";
import type { FinishResult, StepResult } from "../../model/batch.ts";
import type { ResolvedEntry } from "../../model/ledger.ts";
import type { CellDetail } from "../../model/results.ts";
import { ExpectedStep, type Script } from "../../model/scenario.ts";
import type { Outcome, Transport } from "../../model/words.ts";
import { carriedOut, type Saw } from "./carried-out.ts";
import { CATALOGUE } from "./catalogue.ts";
import { HOSTILE } from "./hostile.ts";
import { LEDGER, SERVERS } from "./surroundings.ts";

/** What is reported of a cell, as the stages before the report leave it. */
export interface Finding extends Pick<CellDetail, "at" | "expected" | "observed" | "ledger"> {
	readonly outcome: Outcome;
	readonly reason: string;
	/** Absent where what the driver saw is nothing but what is expected. */
	readonly saw?: Saw;
}

export interface At {
	readonly server: string;
	readonly client: string;
	readonly transport: Transport;
	readonly scenario: string;
}

interface Rule {
	readonly when: (at: At) => boolean;
	readonly saw?: Saw;
	/** What is said of the server's end. */
	readonly note?: string;
	readonly ledger?: ResolvedEntry;
	/** What peer.yaml declares. */
	readonly unsupported?: { readonly reason: string; readonly link: string };
	/** Why nothing of the cell is judged. */
	readonly distrust?: string;
}

/** Of a job, in milliseconds. */
const LIMIT_MS = 8000;
const PLACES = { $a: { latitude: 811, longitude: -922 } };

const RULES: readonly Rule[] = [
	{
		when: (at) => at.server === "ts-go" && at.scenario === "record-route/per-leg",
		saw: finishing(({ messages: [summary] }) => ({
			messages: [{ ...summary, distance: 675411 }],
		})),
	},
	{
		when: (at) =>
			at.server === "ts-python" && at.client === "python" && at.scenario === "route-chat/lock-step",
		saw: finishing(() => ({ messages: [{ location: "$a", message: HOSTILE }] })),
	},
	{
		when: (at) =>
			at.client === "go" && at.transport === "tls" && at.scenario === "calls/binary-metadata",
		saw: finishing(() => ({ status: "INTERNAL", messages: [], details: HOSTILE })),
		note: HOSTILE,
	},
	{
		when: (at) =>
			at.server === "go" && at.client === "ts" && at.scenario === "list-features/all-in-order",
		saw: finishing(({ messages }) => ({ messages: messages.toSpliced(56, 1) })),
	},
	{
		when: (at) =>
			at.server === "ts-go" && at.client === "ts" && at.scenario === "route-chat/two-places",
		saw: (results) => results.slice(0, 3),
	},
	{
		when: (at) => at.server.startsWith("go") && at.scenario === "list-features/missing-both",
		saw: finishing(() => ({ status: "UNAVAILABLE", messages: [] })),
		ledger: entry("go-dies-of-missing-corner"),
	},
	{
		when: (at) =>
			at.server === "python" && at.client === "ts" && at.scenario === "calls/starved-pool",
		ledger: entry("python-starved-pool"),
	},
	{
		when: (at) => at.client === "python" && at.scenario === "calls/hundred-at-once",
		unsupported: {
			reason:
				'declared in containers/python/peer.yaml: a hundred threads are not to be had, as "https://example.com/limits." has it',
			link: "https://example.com/threads_(computing)",
		},
		saw: finishing(() => ({ status: "UNAVAILABLE", messages: [] })),
	},
	{
		when: (at) =>
			at.server === "go-published" &&
			at.client === "go" &&
			at.transport === "tls" &&
			at.scenario.startsWith("get-feature/"),
		distrust: "the driver ended with 7 before it answered",
	},
];

/** What is to be reported of a cell; null where it passed. */
export function findingOf(at: At): Finding | null {
	const rule = RULES.find(({ when }) => when(at));
	return rule === undefined ? null : judged(at, rule);
}

function judged(at: At, rule: Rule): Finding {
	const { saw, note = null, unsupported = null, distrust } = rule;
	const nothing = { at: null, expected: null, observed: null, ledger: null };
	if (distrust !== undefined) return { ...nothing, outcome: "could-not-run", reason: distrust };
	const scenario = CATALOGUE.find(({ id }) => id === at.scenario);
	if (scenario === undefined) throw new Error(`the catalogue has no ${at.scenario}`);
	const behaviour = SERVERS.find(({ name }) => name === at.server)?.behaviour ?? "python";
	const { outcome, reason, mismatch, ledger } = judgeCell({
		cell: { ...at, id: "", behaviour, job: "k1", unsupported, places: PLACES },
		scenario,
		line: carriedOut("k1", scenario.scripts[behaviour], { saw, places: PLACES }),
		ledger: rule.ledger === undefined ? [] : [rule.ledger],
		witnesses: null,
		streams: null,
		serverNote: note,
		limitMs: LIMIT_MS,
		contract: 1,
	});
	const { at: address, expected, observed } = mismatch ?? nothing;
	return {
		outcome,
		reason: reason ?? "",
		at: address,
		expected: expected ?? null,
		observed: observed ?? null,
		ledger,
		...(saw === undefined ? {} : { saw }),
	};
}

/** The last step with another end. */
function finishing(change: (finish: FinishResult) => Partial<FinishResult>): Saw {
	return (results) =>
		results.map((result) => (isFinish(result) ? { ...result, ...change(result) } : result));
}

function isFinish(result: StepResult): result is FinishResult {
	return "status" in result;
}

/** An entry of the ledger, held against the made-up catalogue: it is about how its calls finish. */
function entry(id: string): ResolvedEntry {
	const found = LEDGER.find((candidate) => candidate.id === id);
	if (found === undefined) throw new Error(`the ledger has no ${id}`);
	const { held: _, ...its } = found;
	const finish = ExpectedStep.parse({ messages: [], ...Object(its.observed["a.finish"]) });
	const seen = (script: Script) => ({ [script.steps.length - 1]: finish });
	return {
		...its,
		seen: Object.fromEntries(
			CATALOGUE.filter((scenario) => its.scenarios.includes(scenario.id)).map(
				({ id, scripts: { python, go } }) => [id, { python: seen(python), go: seen(go) }],
			),
		),
		told: {},
		wired: {},
	};
}
