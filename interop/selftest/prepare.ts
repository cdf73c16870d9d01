/** Everything that a selftest is made of: peers, subjects, the plan of its run. */
import { join, resolve } from "node:path";
import { UsageError } from "../model/error.ts";
import type { Peer } from "../model/peer.ts";
import type { Plan } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";
import { Transport } from "../model/words.ts";
import { loadPeers } from "../peers/load.ts";
import { makePlan } from "../plan/plan.ts";
import { DEFAULT_DATABASE } from "../scenarios/databases.ts";
import { LEDGER_FILE, loadLedger } from "../scenarios/ledger.ts";
import { loadScenarios } from "../scenarios/load.ts";
import { globsWithoutMatch, matchesAny } from "../support/globs.ts";
import { coverage } from "./coverage.ts";
import { loadBrokenPeers } from "./data.ts";
import type { HealthyPair } from "./mutations/recordings.ts";
import { ledgerWithMade, type Originals, scenariosWithMade } from "./originals.ts";
import { type Subject, subjectsOf } from "./subjects.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const BROKEN = [join(ROOT, "ts-server/broken-servers"), join(ROOT, "ts-client/broken-drivers")];
/** The healthy peers that broken ones are made of: they vote, and are met by the other role. */
const ORIGINAL_SERVER = { python: "ts-python", go: "ts-go" } as const;
const ORIGINAL_CLIENT = "ts";
/** The pairs of them: whatever they show is as it should be, or in the ledger. */
export const HEALTHY: readonly HealthyPair[] = Object.values(ORIGINAL_SERVER).map((server) => ({
	server,
	client: ORIGINAL_CLIENT,
}));
/** No healthy job needs more, and each job that a fault makes hang takes it. */
const LIMIT_MS = 10_000;

export interface Prepared {
	readonly peers: readonly Peer[];
	readonly scenarios: readonly Scenario[];
	readonly subjects: readonly Subject[];
	readonly plan: Plan;
}

/** Loads all, and plans the run for the subjects that the globs name (none: all). Throws InteropError. */
export function prepare(globs: readonly string[], command: string): Prepared {
	const catalogue = loadScenarios();
	const ids = catalogue.map(({ id }) => id);
	const all = loadPeers(BROKEN, ids);
	const made = all.filter(({ builtIn }) => !builtIn);
	const madeServers = made.flatMap(({ servers }) => servers);
	const madeDrivers = made.flatMap(({ client }) => (client ? [client.name] : []));
	const data = loadBrokenPeers({
		servers: madeServers.map(({ name }) => name),
		drivers: madeDrivers,
		scenarios: ids,
	});
	const behaviourOf = (server: string) =>
		madeServers.find(({ name }) => name === server)?.behaviour ?? "python";
	const everyone = subjectsOf(data, behaviourOf);
	const subjects = chosen(everyone, globs);
	const originals: Originals = new Map([
		...madeServers.map(({ name, behaviour }) => [name, ORIGINAL_SERVER[behaviour]] as const),
		...madeDrivers.map((name) => [name, ORIGINAL_CLIENT] as const),
	]);
	const scenarios = scenariosWithMade(catalogue, originals);
	const ledger = loadLedger([LEDGER_FILE], {
		scenarios: catalogue,
		servers: all.flatMap((peer) => peer.servers.map(({ name }) => name)),
		clients: all.flatMap((peer) => (peer.client ? [peer.client.name] : [])),
	});
	const healthy = { servers: HEALTHY.map(({ server }) => server), client: ORIGINAL_CLIENT };
	const whole = globs.length === 0;
	const names = new Set([...healthy.servers, healthy.client, ...subjects.map(({ name }) => name)]);
	const selected = all.filter(({ name, client, servers }) =>
		[name, client?.name, ...servers.map((server) => server.name)].some((it) => names.has(it ?? "")),
	);
	// As built-in ones they get servers of their own only where a scenario says so.
	const peers = selected.map((peer) => ({ ...peer, builtIn: true }));
	const plan = makePlan(
		{
			servers: peers.flatMap((peer) =>
				peer.servers.filter(({ name }) => names.has(name)).map((server) => ({ peer, server })),
			),
			clients: peers.filter(({ client }) => client && names.has(client.name)),
			transports: Transport.options.filter(
				(transport) =>
					subjects.some(({ transports }) => transports.includes(transport)) ||
					(whole && scenarios.some(({ transports }) => transports?.[0] === transport)),
			),
			besides: [],
			scenarios,
		},
		{
			runtime: "process",
			runtime_reason: "the selftest runs TypeScript's peers only",
			command,
			filters: globs.length === 0 ? {} : { peer: [...globs] },
			limit_ms: LIMIT_MS,
			ledger: ledgerWithMade(ledger, originals),
			defaultDatabase: DEFAULT_DATABASE,
			wanted: coverage(subjects, scenarios, healthy, {
				defaultDatabase: DEFAULT_DATABASE,
				whole,
				all: everyone,
			}),
		},
	);
	return { peers, scenarios, subjects, plan: withoutVotes(pruned(plan, subjects), originals) };
}

/** The subjects that the globs name, and the twins of the broken ones. Throws UsageError for a glob without match. */
function chosen(subjects: readonly Subject[], globs: readonly string[]): Subject[] {
	if (globs.length === 0) return [...subjects];
	const [idle] = globsWithoutMatch(
		globs,
		subjects.map(({ name }) => name),
	);
	if (idle !== undefined) {
		throw new UsageError(
			`--peer ${idle}: matches no broken peer`,
			"interop/selftest/broken-peers.yaml names them all.",
		);
	}
	const named = subjects.filter(({ name }) => matchesAny(globs, name));
	const twins = new Set(named.map(({ twin }) => twin));
	return subjects.filter((subject) => named.includes(subject) || twins.has(subject.name));
}

/** Without the preflight of pairs that it says nothing about, and servers that nobody calls. */
function pruned(plan: Plan, subjects: readonly Subject[]): Plan {
	const checksOf = new Map(subjects.map(({ name, checks }) => [name, checks]));
	const serverOf = new Map(plan.instances.map(({ id, server }) => [id, server]));
	const batches = plan.batches.filter(({ preflight, client, instance }) => {
		const checks = checksOf.get(client) ?? checksOf.get(serverOf.get(instance) ?? "") ?? [];
		return preflight === null || checks.includes(preflight.check);
	});
	const used = new Set(batches.map(({ instance }) => instance));
	return { ...plan, batches, instances: plan.instances.filter(({ id }) => used.has(id)) };
}

function withoutVotes(plan: Plan, originals: Originals): Plan {
	const mute = <T extends { readonly name: string; readonly votes: boolean }>(peer: T): T =>
		originals.has(peer.name) ? { ...peer, votes: false } : peer;
	return { ...plan, servers: plan.servers.map(mute), clients: plan.clients.map(mute) };
}
