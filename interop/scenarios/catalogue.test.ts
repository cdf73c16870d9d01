import { expect, test } from "vitest";
import { ROW_ID } from "../model/rows.ts";
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

const cited = new Set([
	...scenarios.flatMap(({ source, differs }) => [...source, ...differs]),
	...ledger.flatMap(({ evidence }) => evidence),
]);

test("the catalogue has at least sixty scenarios", () => {
	expect(scenarios.length).toBeGreaterThanOrEqual(60);
});

const citedRows = [...cited].filter((id) => ROW_ID.test(id));

test("a row that says it is scripted is cited by a scenario, or by the ledger", () => {
	const scripted = Object.keys(rows).filter((id) => rows[id]?.scripted);
	expect(scripted.filter((id) => !cited.has(id))).toEqual([]);
});

test("a row that says it is not scripted is the source of nothing", () => {
	const contradicted = citedRows.filter((id) => rows[id] && !rows[id].scripted);
	const by = (row: string) => [
		...scenarios.flatMap(({ id, source, differs }) =>
			[...source, ...differs].includes(row) ? [id] : [],
		),
		...ledger.flatMap(({ id, evidence }) => (evidence.includes(row) ? [id] : [])),
	];
	expect(contradicted.map((row) => `${row}: ${by(row).join(", ")}`)).toEqual([]);
});

test("every row that is cited exists", () => {
	expect(citedRows.filter((id) => !(id in rows))).toEqual([]);
});

test("a dialect scenario names only rows in which the references differ", () => {
	const wrong = scenarios.flatMap(({ id, differs }) =>
		differs.filter((row) => !rows[row]?.differs).map((row) => `${id}: ${row}`),
	);
	expect(wrong).toEqual([]);
});

test("no two scenarios have the same script on the same server, channel, TLS and relay", () => {
	const scripts = new Map<string, string>();
	const twins = scenarios.flatMap(({ id, scripts: { python, go }, database, server, ...more }) => {
		const { channel, tls, via, transports } = more;
		const script = JSON.stringify([database, server, channel, tls, via, transports, python, go]);
		const twin = scripts.get(script);
		scripts.set(script, id);
		return twin ? [`${twin} = ${id}`] : [];
	});
	expect(twins).toEqual([]);
});

/** Entries about what the document's own programs do, which the rows that they cite have measured. */
const OF_THE_PROGRAMS = [
	"go-dies-of-missing-corners",
	"go-dies-of-absent-location",
	"python-pool-starves-calls",
	"python-pool-starves-chats",
	"python-antipodes-domain-error",
	"go-antipodes-nan",
	"references-miss-features-asked-for-with-an-unknown-field",
	"references-die-amid-calls",
	"references-die-untold",
	"references-die-before-they-answer",
];
const THREAD = /^https:\/\/github\.com\/[^/]+\/[^/]+\/(issues|pull)\/\d+$/;
const NO_THREAD =
	/^no thread: looked for in \S+\/\S+( and \S+\/\S+)* on \d{4}-\d{2}-\d{2}, and none found$/;

test("an entry of the ledger about a library has a public thread or a proof, and not a page alone", () => {
	const bare = ledger.filter(
		({ evidence }) => !evidence.some((item) => THREAD.test(item) || item.startsWith("proof: ")),
	);
	expect(bare.map(({ id }) => id)).toEqual(OF_THE_PROGRAMS);
});

test("an entry of the ledger about a library names a public thread, or says where and when one was looked for", () => {
	const silent = ledger.filter(
		({ id, evidence }) =>
			!OF_THE_PROGRAMS.includes(id) &&
			!evidence.some((item) => THREAD.test(item) || NO_THREAD.test(item)),
	);
	expect(silent.map(({ id }) => id)).toEqual([]);
});

test("an entry of the ledger about the document's programs is about their servers, and cites a row", () => {
	const theirs = ledger.filter(({ id }) => OF_THE_PROGRAMS.includes(id));
	for (const { id, servers, clients, evidence } of theirs) {
		expect(clients, id).toBeUndefined();
		expect(["python", "go", "go-published"], id).toEqual(expect.arrayContaining(servers ?? ["*"]));
		expect(
			evidence.some((item) => ROW_ID.test(item)),
			`${id} cites no row`,
		).toBe(true);
	}
});

test("no raw call of RecordRoute expects its summary: bytes in which a busy machine's seconds stand", () => {
	const counted = scenarios.flatMap(({ id, scripts }) =>
		Object.values(scripts).flatMap(({ steps, expected }) =>
			steps.flatMap((step, index) => {
				if (step.do !== "finish") return [];
				const seen = expected[index];
				const raw = steps.some(
					(open) =>
						open.do === "open" &&
						open.call === step.call &&
						open.raw &&
						open.method.endsWith("/RecordRoute"),
				);
				return raw && seen && "messages" in seen && seen.messages.length > 0 ? [id] : [];
			}),
		),
	);
	expect(counted).toEqual([]);
});
