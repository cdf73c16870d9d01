/** Which cells of the made-up run are not passed, and what was seen in them. */
import type { Outcome, Transport } from "../../model/words.ts";
import { HOSTILE } from "./hostile.ts";

export interface Finding {
	readonly outcome: Outcome;
	readonly reason: string;
	readonly expected: unknown;
	readonly observed: unknown;
	readonly ledger: string | null;
}

export interface At {
	readonly server: string;
	readonly client: string;
	readonly transport: Transport;
	readonly scenario: string;
}

interface Rule {
	readonly when: (at: At) => boolean;
	readonly finding: Finding;
}

const notes = (...texts: string[]) =>
	texts.map((message) => ({ location: { latitude: 811, longitude: -922 }, message }));

const RULES: readonly Rule[] = [
	{
		when: (at) => at.server === "ts-go" && at.scenario === "record-route/per-leg",
		finding: {
			outcome: "failed",
			reason: "a.finish: expected distance 675408, saw 675411",
			expected: { "a.finish": summary(675408) },
			observed: { "a.finish": summary(675411) },
			ledger: null,
		},
	},
	{
		when: (at) =>
			at.server === "ts-python" && at.client === "python" && at.scenario === "route-chat/lock-step",
		finding: {
			outcome: "failed",
			reason: "a.receive: expected 2 messages, saw 3",
			expected: { "a.receive": { messages: notes("one", "two") } },
			observed: { "a.receive": { messages: notes("one", "two", HOSTILE) } },
			ledger: null,
		},
	},
	{
		when: (at) =>
			at.client === "go" && at.transport === "tls" && at.scenario === "calls/binary-metadata",
		finding: {
			outcome: "failed",
			reason: `a.finish: expected OK, saw INTERNAL: ${HOSTILE}`,
			expected: { "a.finish": { status: "OK", messages: [] } },
			observed: { "a.finish": { status: "INTERNAL", messages: [], details: HOSTILE } },
			ledger: null,
		},
	},
	{
		when: (at) =>
			at.server === "go" && at.client === "ts" && at.scenario === "list-features/all-in-order",
		finding: {
			outcome: "failed",
			reason: "a.finish: message 57 differs",
			expected: { "a.finish": { status: "OK", messages: features() } },
			observed: { "a.finish": { status: "OK", messages: features().toSpliced(56, 1) } },
			ledger: null,
		},
	},
	{
		when: (at) => at.server.startsWith("go") && at.scenario === "list-features/missing-both",
		finding: {
			outcome: "expected-failure",
			reason: "a.finish: expected OK, saw UNAVAILABLE (ledger: go-dies-of-missing-corner)",
			expected: { "a.finish": { status: "OK", messages: [] } },
			observed: { "a.finish": { status: "UNAVAILABLE", messages: [] } },
			ledger: "go-dies-of-missing-corner",
		},
	},
	{
		when: (at) =>
			at.server === "python" && at.client === "ts" && at.scenario === "calls/starved-pool",
		finding: {
			outcome: "unexpected-pass",
			reason:
				"the ledger says DEADLINE_EXCEEDED (python-starved-pool), saw what the scenario expects",
			expected: { "b.finish": { status: "DEADLINE_EXCEEDED" } },
			observed: { "b.finish": { status: "OK" } },
			ledger: "python-starved-pool",
		},
	},
	{
		when: (at) => at.client === "python" && at.scenario === "calls/hundred-at-once",
		finding: {
			outcome: "unsupported",
			reason:
				"declared in containers/python/peer.yaml: a hundred threads are not to be had (https://example.com/threads)",
			expected: undefined,
			observed: undefined,
			ledger: null,
		},
	},
	{
		when: (at) =>
			at.server === "go-published" &&
			at.client === "go" &&
			at.transport === "tls" &&
			at.scenario.startsWith("get-feature/"),
		finding: {
			outcome: "could-not-run",
			reason: "the driver's batch has no done line: its answers are not trusted",
			expected: undefined,
			observed: undefined,
			ledger: null,
		},
	},
];

/** What is to be reported of a cell; null where it passed. */
export function findingOf(at: At): Finding | null {
	return RULES.find((rule) => rule.when(at))?.finding ?? null;
}

function summary(distance: number): unknown {
	const counts = { point_count: 10, feature_count: 6, elapsed_time: 0 };
	return { status: "OK", messages: [{ ...counts, distance }], trailing: [] };
}

function features(): unknown[] {
	return Array.from({ length: 100 }, (_, at) => ({
		name: `Feature ${at + 1}, NJ, USA`,
		location: { latitude: 400000000 + at * 1009, longitude: -740000000 - at * 2003 },
	}));
}
