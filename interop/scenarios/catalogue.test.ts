import { expect, test } from "vitest";
import { loadPeers } from "../peers/load.ts";
import { LEDGER_FILE, loadLedger } from "./ledger.ts";
import { loadScenarios } from "./load.ts";
import { loadRows } from "./rows.ts";

const scenarios = loadScenarios();
const peers = loadPeers(
	[],
	scenarios.map(({ id }) => id),
);
const ledger = loadLedger([LEDGER_FILE], {
	scenarios,
	servers: peers.flatMap((peer) => peer.servers.map(({ name }) => name)),
	clients: peers.flatMap((peer) => (peer.client ? [peer.client.name] : [])),
});
const rows = loadRows();
const ROW = /^[A-Z]\d+$/;

const cited = new Set([
	...scenarios.flatMap(({ source, differs }) => [...source, ...differs]),
	...ledger.flatMap(({ evidence }) => evidence),
]);

test("the catalogue has at least sixty scenarios", () => {
	expect(scenarios.length).toBeGreaterThanOrEqual(60);
});

test("every row is cited by a scenario or by the ledger exactly where it says that it is scripted", () => {
	const scripted = Object.keys(rows).filter((id) => rows[id]?.scripted);
	expect([...cited].filter((id) => ROW.test(id) && rows[id]?.scripted).sort()).toEqual(
		scripted.sort(),
	);
});

test("every row that is cited exists", () => {
	expect([...cited].filter((id) => ROW.test(id) && !(id in rows))).toEqual([]);
});

test("a dialect scenario names only rows in which the references differ", () => {
	const wrong = scenarios.flatMap(({ id, differs }) =>
		differs.filter((row) => !rows[row]?.differs).map((row) => `${id}: ${row}`),
	);
	expect(wrong).toEqual([]);
});

test("no two scenarios have the same script on the same server, channel and TLS", () => {
	const scripts = new Map<string, string>();
	const twins = scenarios.flatMap(({ id, scripts: { python, go }, database, server, ...more }) => {
		const { channel, tls, transports } = more;
		const script = JSON.stringify([database, server, channel, tls, transports, python, go]);
		const twin = scripts.get(script);
		scripts.set(script, id);
		return twin ? [`${twin} = ${id}`] : [];
	});
	expect(twins).toEqual([]);
});

test("an entry of the ledger about a TypeScript peer has a link or a proof", () => {
	const isOurs = (name: string) => name.startsWith("ts");
	// Where both are named, the entry is about the server, as these clients see it.
	const ours = ledger.filter(({ servers, clients }) => (servers ?? clients ?? []).some(isOurs));
	for (const entry of ours) {
		expect(
			entry.evidence.some((item) => /^https:|^proof: /.test(item)),
			`${entry.id} has no link and no proof`,
		).toBe(true);
	}
});
