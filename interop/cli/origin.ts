/** What a run is made from, as digests that are the same on every machine. */
import { createHash, type Hash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ResolvedEntry } from "../model/ledger.ts";
import type { Origin } from "../model/origin.ts";
import type { Peer } from "../model/peer.ts";
import type { Scenario } from "../model/scenario.ts";
import { filesOf } from "../peers/cache.ts";
import { databaseText } from "../scenarios/databases.ts";
import { SCENARIOS_FOLDER } from "../scenarios/load.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What there is, whatever was selected of it; `needed`: the peers that the run starts. */
export interface Made {
	readonly catalogue: readonly Scenario[];
	readonly ledger: readonly ResolvedEntry[];
	readonly needed: readonly Peer[];
}

export function originOf({ catalogue, ledger, needed }: Made, shard: Origin["shard"]): Origin {
	const databases = [...new Set(catalogue.map(({ database }) => database))].sort();
	return {
		harness: harness(),
		catalogue: digest((hash) => {
			hash.update(JSON.stringify(catalogue));
			for (const name of databases) hash.update(`\0${databaseText(SCENARIOS_FOLDER, name)}`);
		}),
		ledger: digest((hash) => hash.update(JSON.stringify(ledger))),
		peers: Object.fromEntries(needed.map((peer) => [peer.name, ofPeer(peer)])),
		shard,
	};
}

/** All that decides what is run and how it is judged; not tests, nor what only a report looks like. */
function harness(): string {
	const files = globSync("interop/{cli,compare,model,peers,plan,run,scenarios,support}/**/*.ts", {
		cwd: ROOT,
		exclude: ["**/*.test.ts"],
	});
	const shared = ["package-lock.json", "proto/route_guide.proto", "proto/route_guide_db.json"];
	return digest((hash) => withFiles(hash, ROOT, [...shared, ...files.sort()]));
}

function ofPeer({ folder, attached }: Peer): string {
	return digest((hash) => {
		if (attached === undefined) withFiles(hash, folder, filesOf(folder));
		// Its files lie elsewhere on each machine.
		else hash.update(JSON.stringify({ ...attached, tls: attached.tls?.name }));
	});
}

function withFiles(hash: Hash, folder: string, files: readonly string[]): void {
	for (const file of files) {
		hash.update(`\0${file}\0`);
		hash.update(readFileSync(join(folder, file)));
	}
}

function digest(fill: (hash: Hash) => void): string {
	const hash = createHash("sha256");
	fill(hash);
	return hash.digest("hex");
}
