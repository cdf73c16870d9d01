/** Healthy peers, what they would be judged to be with these changes, and an entry that knows one of them. */
import { exitCode } from "../../cli/judge.ts";
import { judge } from "../../compare/judge.ts";
import type { Plan } from "../../model/plan.ts";
import { loadLedger } from "../../scenarios/ledger.ts";
import { type Changes, factsOf } from "./facts.ts";
import { folderWith } from "./folder.ts";
import { catalogue } from "./run.ts";
import { smallClient, smallServer } from "./small-peers.ts";

export const SERVERS = ["one", "two", "three"].map((name) => smallServer(`healthy-${name}`));
export const CLIENTS = ["one", "two"].map((name) => smallClient(`healthy-${name}`));
export const ALL = [...SERVERS, ...CLIENTS];
export const THREE = "s-healthy-three";
export const server = (name: string) => ({ role: "server" as const, name });

/** Judges; gives results, and outcomes by `server/client`. */
export function judged(peers: Parameters<typeof factsOf>[0], changes: Changes = {}) {
	const { results, details } = judge(factsOf(peers, changes));
	const outcomes = Object.fromEntries(
		results.cells.map(({ server, client, outcome }) => [`${server}/${client}`, outcome]),
	);
	const reasons = [...new Set(results.cells.map(({ reason }) => reason))];
	return { results, details, outcomes, reasons, code: exitCode(results) };
}

/** An entry that says what `withStatus` does. */
export function ledger(): Plan["ledger"] {
	using folder = folderWith({
		"ledger.yaml": `entries: [{ id: known, servers: [${THREE}], scenarios: [get-feature/known-point], observed: { a.finish: { status: UNKNOWN } }, why: a test, evidence: [none] }]`,
	});
	const names = { servers: [THREE], clients: [] };
	return loadLedger([folder.at("ledger.yaml")], { scenarios: catalogue, ...names });
}
