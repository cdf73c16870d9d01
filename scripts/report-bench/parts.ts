/** A made-up run in parts, one for each server: perfect peers, scripts from the catalogue, files as a run leaves them. */
import { join } from "node:path";
import { verdictOf } from "../../interop/cli/judge.ts";
import { judge } from "../../interop/compare/judge.ts";
import type { Peer } from "../../interop/model/peer.ts";
import type { RunFacts } from "../../interop/model/run-facts.ts";
import type { Scenario } from "../../interop/model/scenario.ts";
import { loadPeers } from "../../interop/peers/load.ts";
import { makePlan } from "../../interop/plan/plan.ts";
import { select } from "../../interop/plan/select.ts";
import { RunFolder } from "../../interop/run/folder.ts";
import { DEFAULT_DATABASE } from "../../interop/scenarios/databases.ts";
import { factsFor } from "../../interop/test/support/facts.ts";
import { catalogue } from "../../interop/test/support/run.ts";
import { repeatedNames } from "./repeated-names.ts";

const TRANSPORTS = ["plaintext", "tls"];
const DIGEST = "0".repeat(64);

/** The built-in peers, whose servers tell nothing: that is looked at beside what is measured. */
function silentPeers(): Peer[] {
	const peers = loadPeers(
		[],
		catalogue.map(({ id }) => id),
	);
	return peers.map((peer) => ({
		...peer,
		servers: peer.servers.map((server) => ({ ...server, witness: false })),
	}));
}

/** Writes the parts of a run of so many scenarios into folders below this one; gives their paths. */
export function writeParts(below: string, scenarios: number): string[] {
	const peers = silentPeers();
	const many = repeatedNames(passing(peers), scenarios);
	return peers
		.flatMap(({ servers }) => servers)
		.map(({ name }) => {
			const folder = RunFolder.create(name, join(below, name));
			writePart(folder, name, factsOf(peers, name, many));
			verdictOf(folder);
			return folder.path;
		});
}

/** A few scenarios are thousands of messages long on purpose: repeated, they would be all that is measured. */
const LONG_LINE = 100_000;

/** The scenarios that such a run passes everywhere: what asks a relay or a witness is not made up here. */
function passing(peers: readonly Peer[]): Scenario[] {
	const direct = catalogue.filter(({ via }) => !via);
	const facts = factsOf(peers, "*", direct);
	const scenarios = new Map(facts.plan.cells.map(({ job, scenario }) => [job, scenario]));
	const long = facts.batches.flatMap(({ jobs }) =>
		jobs
			.filter(({ line }) => JSON.stringify(line).length > LONG_LINE)
			.map(({ line }) => scenarios.get(line.job)),
	);
	const red = judge(facts).results.cells.filter(({ outcome }) => outcome !== "passed");
	const others = new Set([...long, ...red.map(({ scenario }) => scenario)]);
	return direct.filter(({ id }) => !others.has(id));
}

function factsOf(peers: readonly Peer[], server: string, scenarios: readonly Scenario[]): RunFacts {
	const selection = select(peers, scenarios, { server: [server], transport: TRANSPORTS });
	const plan = makePlan(selection, {
		runtime: "process",
		runtime_reason: "made up",
		command: "npm run interop",
		filters: { server: [server] },
		limit_ms: 20_000,
		ledger: [],
		defaultDatabase: DEFAULT_DATABASE,
	});
	return factsFor(plan, scenarios);
}

function writePart(folder: RunFolder, id: string, facts: RunFacts): void {
	const { run, plan, scenarios, peers, batches, instances } = facts;
	const origin = { harness: DIGEST, catalogue: DIGEST, ledger: DIGEST, peers: {}, shard: null };
	folder.write("run.json", { ...run, id, origin });
	folder.write("plan.json", plan);
	folder.write("scenarios.json", { scenarios });
	folder.write("peers.json", { peers });
	for (const record of instances) {
		folder.write(join("servers", `${record.instance}.json`), { ...record, witnesses: [] });
	}
	for (const record of batches) {
		folder.write(join("transcripts", `${record.batch}.json`), record);
	}
}
