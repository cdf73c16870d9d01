/** What a command line asks for, read and checked, up to the plan. */
import { randomInt } from "node:crypto";
import type { ResolvedEntry } from "../model/ledger.ts";
import type { Peer } from "../model/peer.ts";
import type { Plan } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";
import { loadPeers } from "../peers/load.ts";
import { makePlan, type PlanFrame } from "../plan/plan.ts";
import { repeated, SEEDS } from "../plan/repeat.ts";
import { type Selection, select } from "../plan/select.ts";
import { shardOf } from "../plan/shard.ts";
import { DEFAULT_DATABASE } from "../scenarios/databases.ts";
import { LEDGER_FILE, loadLedger } from "../scenarios/ledger.ts";
import { typedPath } from "../support/typed-path.ts";
import { attachedPeer } from "./attach.ts";
import { filtersOf, type InteropOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { readTimes } from "./times.ts";

export interface Asked {
	readonly options: InteropOptions;
	/** All scenarios that there are. */
	readonly catalogue: readonly Scenario[];
	readonly ledger: readonly ResolvedEntry[];
	/** What the filters and the shard leave. */
	readonly selection: Selection;
	readonly shard: (NonNullable<InteropOptions["shard"]> & ReturnType<typeof shardOf>) | null;
	/** The peers that take part. */
	readonly needed: readonly Peer[];
}

/** The ledgers that a command line names. */
export function ledgersOf({ ledger }: InteropOptions): string[] {
	return [LEDGER_FILE, ...(ledger ? [typedPath(ledger)] : [])];
}

/** Reads peers and ledgers, and selects. Throws InteropError. */
export function askedFor(options: InteropOptions, catalogue: readonly Scenario[]): Asked {
	const filters = filtersOf(options);
	const peers = loadPeers(
		(options.peers ?? []).map(typedPath),
		catalogue.map(({ id }) => id),
		(options.attach ?? []).map(attachedPeer),
	);
	const ledger = loadLedger(ledgersOf(options), {
		scenarios: catalogue,
		servers: peers.flatMap((peer) => peer.servers.map(({ name }) => name)),
		clients: peers.flatMap((peer) => (peer.client ? [peer.client.name] : [])),
	});
	const selected = select(peers, catalogue, filters, options.cell && "--cell");
	const shard = options.shard
		? { ...options.shard, ...shardOf(selected.scenarios, options.shard, readTimes()) }
		: null;
	const selection = shard === null ? selected : { ...selected, scenarios: shard.scenarios };
	return { options, catalogue, ledger, selection, shard, needed: neededOf(selection, peers) };
}

/** Those of the peers that a selection has a server or client of. */
export function neededOf({ servers, clients }: Selection, peers: readonly Peer[]): Peer[] {
	return peers.filter(
		(peer) => clients.includes(peer) || servers.some((server) => server.peer === peer),
	);
}

/** Where it is to run, and why there. */
export interface Where {
	readonly runtime: Plan["runtime"];
	readonly reason: string;
}

/** What a plan is made of besides a selection. */
export function frameOf(asked: Asked, { runtime, reason }: Where, terminal: Terminal): PlanFrame {
	const { options, ledger, shard } = asked;
	return {
		runtime,
		runtime_reason: reason,
		command: terminal.command,
		filters: {
			...(filtersOf(options) as Record<string, string[]>),
			...(options.peers ? { peers: options.peers } : {}),
			...(options.attach ? { attach: options.attach } : {}),
			...(options.hostAddress ? { "host-address": [options.hostAddress] } : {}),
			...(options.ledger ? { ledger: [options.ledger] } : {}),
			...(shard ? { shard: [`${shard.index}/${shard.of}`] } : {}),
		},
		limit_ms: Math.round(options.timeout * 1000),
		ledger,
		defaultDatabase: DEFAULT_DATABASE,
	};
}

/** The plan of a run, with its repetitions. Throws UsageError for more than there is room for. */
export function planOf({ options, selection }: Asked, frame: PlanFrame): Plan {
	const plan = makePlan(selection, frame);
	const { repeat, seed } = options;
	if (repeat === 1 && seed === undefined) return plan;
	return repeated(plan, repeat, seed ?? randomInt(SEEDS));
}
