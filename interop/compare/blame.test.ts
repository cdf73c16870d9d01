import { expect, test } from "vitest";
import type { Plan } from "../model/plan.ts";
import type { BlamedPeer } from "../model/results.ts";
import { factsOf, withStatus, withTrailing } from "../test/support/facts.ts";
import { ALL, CLIENTS, judged, ledger, SERVERS, server, THREE } from "../test/support/judged.ts";
import { smallServer } from "../test/support/small-peers.ts";
import { judge } from "./judge.ts";

const client = (name: string) => ({ role: "client" as const, name });
const transport = (name: string) => ({ role: "transport" as const, name });

for (const [what, sets, isTheirs] of [
	["client", [[client("c-healthy-two")]], ({ client }) => client === "c-healthy-two"],
	["transport", [[transport("tls")]], ({ transport }) => transport === "tls"],
	[
		"pair, one or the other,",
		[[client("c-healthy-two")], [server(THREE)]],
		({ server, client }) => server === THREE && client === "c-healthy-two",
	],
	[
		"server and a client together",
		[[client("c-healthy-two"), server(THREE)]],
		({ server, client }) => server === THREE || client === "c-healthy-two",
	],
	[
		"server over one transport",
		[[server(THREE)]],
		({ server, transport }) => server === THREE && transport === "tls",
	],
] as const satisfies readonly [
	string,
	BlamedPeer[][],
	(cell: Plan["cells"][number]) => boolean,
][]) {
	test(`a ${what} whose cells fail is to blame`, () => {
		const { results } = judged(ALL, {
			transports: ["plaintext", "tls"],
			line: (line, cell) => (isTheirs(cell) ? withStatus(line, "UNKNOWN") : line),
		});
		expect(results.blame).toMatchObject([{ known: false, sets }]);
	});
}

test("a server that died is to blame for what failed meanwhile, and not the client that was there", () => {
	const facts = factsOf(ALL, {
		line: (line, { server, client }) =>
			server === THREE && client === "c-healthy-two" ? withStatus(line, "UNKNOWN") : line,
	});
	const ours = facts.batches.find(({ batch }) => batch.includes(THREE));
	const blameWith = (from: string | undefined, to: string | null = null) =>
		judge({
			...facts,
			instances: facts.instances.map((record) =>
				record.instance.startsWith(THREE) && from !== undefined
					? { ...record, died: true, away: [{ from, to }] }
					: record,
			),
		}).results;
	const { blame, cells } = blameWith(ours?.ended);
	expect(blame).toMatchObject([{ sets: [[server(THREE)]] }]);
	expect(cells.find(({ outcome }) => outcome === "failed")?.reason).toMatch(/died meanwhile$/);
	// What failed once it stood again may be the client's.
	const later = blameWith("2020-01-01T00:00:00.000Z", "2020-01-01T00:00:01.000Z").blame;
	expect(later).toMatchObject([{ sets: [[client("c-healthy-two")], [server(THREE)]] }]);
});

test("a server that died is to blame although no other can be compared with it", () => {
	const third = SERVERS.filter(({ servers }) => servers.some(({ name }) => name === THREE));
	const facts = factsOf([...third, ...CLIENTS], {
		line: (line, cell) => (cell.client === "c-healthy-two" ? withStatus(line, "UNKNOWN") : line),
	});
	const away = [{ from: "2020-01-01T00:00:00.000Z", to: null }];
	const instances = facts.instances.map((record) => ({ ...record, died: true, away }));
	const { blame } = judge({ ...facts, instances }).results;
	expect(blame).toMatchObject([{ sets: [[server(THREE)]], cells: { length: 1 } }]);
});

test("a server is to blame although one of its cells is unsupported", () => {
	const third = smallServer("healthy-three", {
		unsupported: [{ role: "server", name: THREE, transports: ["tls"], reason: "none" }],
	});
	const { results } = judged([...SERVERS.slice(0, 2), third, ...CLIENTS], {
		transports: ["plaintext", "tls"],
		line: (line, { server }) => (server === THREE ? withStatus(line, "UNKNOWN") : line),
	});
	expect(results.blame).toMatchObject([{ sets: [[server(THREE)]] }]);
});

test("where every cell is wrong, no removal helps, and nobody is named", () => {
	const { results } = judged(ALL, { line: (line) => withStatus(line, "UNKNOWN") });
	expect(results.blame).toMatchObject([{ known: false, sets: [], cells: { length: 6 } }]);
});

test("a server or a client that did not start is to blame, with the reason, and without any other", () => {
	const third = SERVERS.filter(({ servers }) => servers.some(({ name }) => name === THREE));
	const ofServer = factsOf([...third, ...CLIENTS], {
		batch: (record) => ({
			...record,
			hello: null,
			jobs: [],
			done: null,
			distrust: "it is no TypeScript",
		}),
	});
	const failed = { why: "it is no TypeScript", hint: "" };
	const instances = ofServer.instances.map((record) => ({ ...record, failed }));
	const cause = { is: "not-started", said: "it is no TypeScript" };
	expect(judge({ ...ofServer, instances }).results.blame).toMatchObject([
		{ sets: [[server(THREE)]], cause, cells: { length: 2 } },
	]);
	// A relay's, or a disk's, and not the server's.
	expect(judge(ofServer).results.blame).not.toMatchObject([{ cause }]);
	const ofClient = judged(ALL, {
		batch: (record, { client: name }) =>
			name === "c-healthy-two"
				? { ...record, hello: null, jobs: [], done: null, distrust: "it ended", command: ["node"] }
				: record,
	});
	expect(ofClient.results.blame).toMatchObject([
		{ sets: [[client("c-healthy-two")]], cause: { is: "not-started", said: "it ended" } },
	]);
});

test("where all saw the same, and not what the scenario says, its expectation stands alone", () => {
	const all = judged(ALL, { line: (line) => withStatus(line, "UNKNOWN") });
	expect(all.results.blame).toMatchObject([{ sets: [], cause: { is: "expectation-alone" } }]);
	// Of one server it cannot be said: it may be that server's fault.
	const one = judged([...SERVERS.slice(0, 1), ...CLIENTS], {
		line: (line) => withStatus(line, "UNKNOWN"),
	});
	expect(one.results.blame[0]).not.toHaveProperty("cause");
});

test("what the ledger knows is blamed apart from what is new", () => {
	const { results } = judged(ALL, {
		ledger: ledger(),
		line: (line, { server, client }) =>
			server === THREE || client === "c-healthy-two" ? withStatus(line, "UNKNOWN") : line,
	});
	expect(results.blame).toMatchObject([
		{ known: false, sets: [[client("c-healthy-two")]], cells: { length: 2 } },
		{ known: true, sets: [[server(THREE)]], cells: { length: 2 } },
	]);
});

test("an attached server is to blame, not the one of ours that it differs from", () => {
	const attached = smallServer("healthy-a", { builtIn: false });
	const { results } = judged([...SERVERS.slice(0, 1), attached, ...CLIENTS], {
		line: (line, { server }) => (server === "s-healthy-a" ? withTrailing(line, "mine") : line),
	});
	expect(results.blame).toMatchObject([{ sets: [[server("s-healthy-a")]] }]);
});
