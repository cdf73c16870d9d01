import { expect, test } from "vitest";
import type { Scenario } from "../model/scenario.ts";
import { loadPeers } from "../peers/load.ts";
import { LEDGER_FILE, loadLedger } from "../scenarios/ledger.ts";
import { loadScenarios } from "../scenarios/load.ts";
import { readChecked } from "../support/checked-file.ts";
import { matchesAny } from "../support/globs.ts";
import { BrokenPeers, DATA_FILE } from "./data.ts";

const scenarios = loadScenarios();
const peers = loadPeers(
	[],
	scenarios.map(({ id }) => id),
);
const { servers, drivers } = readChecked(BrokenPeers, DATA_FILE);
const broken = [...Object.values(servers), ...Object.values(drivers)];
const ledger = loadLedger([LEDGER_FILE], {
	scenarios,
	servers: peers.flatMap((peer) => peer.servers.map(({ name }) => name)),
	clients: peers.flatMap((peer) => (peer.client ? [peer.client.name] : [])),
});

/** Scenarios about the edges of one limit, each of which is the other with another number. */
const EDGES = [["sizes/response-below-the-clients-limit", "sizes/response-at-the-clients-limit"]];

/** All that a scenario does and expects, without its numbers. */
function shapeOf({ scripts, database, server, channel, tls, via, transports }: Scenario): string {
	const { python, go } = scripts;
	const all = JSON.stringify([database, server, channel, tls, via, transports, python, go]);
	return all.replaceAll(/-?\d+(\.\d+)?/g, "#");
}

/** True where somebody is known to fail the one and to pass the other: a broken peer, or one of the ledger. */
function isToldFrom(id: string, other: string): boolean {
	return (
		broken.some((peer) => matchesAny(peer.scenarios, id) && peer.passes.includes(other)) ||
		ledger.some((entry) => entry.scenarios.includes(id) && !entry.scenarios.includes(other)) ||
		EDGES.some((edges) => edges.includes(id) && edges.includes(other))
	);
}

test("a scenario that differs from another in numbers alone catches somebody whom the other does not", () => {
	const alike = Map.groupBy(scenarios, shapeOf).values();
	const idle = [...alike].flatMap((group) =>
		group.flatMap(({ id }) =>
			group.flatMap((other) =>
				other.id === id || isToldFrom(id, other.id) ? [] : [`${id} beside ${other.id}`],
			),
		),
	);
	expect(idle).toEqual([]);
});
