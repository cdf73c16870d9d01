import { expect, test } from "vitest";
import { factsOf, withStatus, withTrailing } from "../test/support/facts.ts";
import { ALL, CLIENTS, judged, ledger, SERVERS, server, THREE } from "../test/support/judged.ts";
import { catalogue } from "../test/support/run.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { judge } from "./judge.ts";

test("where all is as it should be, all passes", () => {
	const { results, code } = judged(ALL, { transports: ["plaintext", "tls", "mtls"] });
	expect(results.summary).toMatchObject({ passed: 18, total: 18 });
	expect([results.blame, code]).toEqual([[], 0]);
	expect(results.preflight).toHaveLength(6 * (1 + 3 + 4));
});

test("the minority that disagrees fails, though each fits the expectation, and the row is blamed", () => {
	const { outcomes, results, details } = judged(ALL, {
		line: (line, { server }) => (server === THREE ? withTrailing(line, "mine") : line),
	});
	expect(Object.values(outcomes).filter((outcome) => outcome === "failed")).toHaveLength(2);
	expect(outcomes[`${THREE}/c-healthy-one`]).toBe("failed");
	expect(results.cells.find(({ server }) => server === THREE)?.reason).toMatch(
		/^differs from the majority \(4 : 2\): at a.finish: .*"mine"/,
	);
	expect(results.blame).toMatchObject([{ known: false, sets: [[server(THREE)]] }]);
	expect(details[0]?.parties.map((party) => party.length)).toEqual([4, 2]);
});

test("without a majority all of the group fail", () => {
	const peers = [...SERVERS.slice(0, 2), ...CLIENTS];
	const { outcomes, reasons, results } = judged(peers, {
		line: (line, { server }) => (server === "s-healthy-two" ? withTrailing(line, "mine") : line),
	});
	expect(Object.values(outcomes)).toEqual(["failed", "failed", "failed", "failed"]);
	for (const reason of reasons) expect(reason).toMatch(/^disagree, without a majority \(2 : 2\)/);
	expect(results.blame).toMatchObject([
		{ sets: [[server("s-healthy-one")], [server("s-healthy-two")]], cells: { length: 4 } },
	]);
});

test("cells that fail their expectation do not split those that fit it", () => {
	const peers = [...SERVERS.slice(0, 2), ...CLIENTS];
	const { outcomes, results } = judged(peers, {
		line: (line, { server }) => (server === "s-healthy-two" ? withStatus(line, "UNKNOWN") : line),
	});
	expect(Object.values(outcomes)).toEqual(["passed", "passed", "failed", "failed"]);
	expect(results.blame).toMatchObject([{ sets: [[server("s-healthy-two")]] }]);
});

test("attached peers have no vote: many of them do not outvote one of ours", () => {
	const attached = ["a", "b", "c"].map((name) =>
		smallServer(`healthy-${name}`, { builtIn: false }),
	);
	const ours = [SERVERS[0], CLIENTS[0]].flatMap((peer) => peer ?? []);
	const { outcomes } = judged([...ours, ...attached], {
		line: (line, { server }) => (server === "s-healthy-one" ? line : withTrailing(line, "mine")),
	});
	expect(outcomes).toEqual({
		"s-healthy-one/c-healthy-one": "passed",
		"s-healthy-a/c-healthy-one": "failed",
		"s-healthy-b/c-healthy-one": "failed",
		"s-healthy-c/c-healthy-one": "failed",
	});
});

test("where none of ours ran, expectation alone judges", () => {
	const attached = ["a", "b"].map((name) => smallServer(`healthy-${name}`, { builtIn: false }));
	const { outcomes } = judged([...attached, ...CLIENTS.slice(0, 1)], {
		line: (line, { server }) => (server === "s-healthy-a" ? withTrailing(line, "mine") : line),
	});
	expect(Object.values(outcomes)).toEqual(["passed", "passed"]);
});

test("servers of different behaviours need not agree in a dialect, and must where it is portable", () => {
	const python = smallServer("healthy-p", { entry: { behaviour: "python" } });
	const peers = [...SERVERS.slice(0, 2), python, ...CLIENTS.slice(0, 1)];
	const differing = (scenario: string) =>
		judged(peers, {
			scenarios: [scenario],
			line: (line, { server }) => (server === "s-healthy-p" ? withTrailing(line, "p") : line),
		}).results.cells.filter(({ reason }) => reason?.startsWith("differs"));
	const dialect = catalogue.find(({ kind }) => kind === "dialect")?.id ?? "";
	expect(differing("get-feature/known-point")).toHaveLength(1);
	expect(differing(dialect)).toHaveLength(0);
});

test("what the ledger says, exactly, is an expected failure, and green", () => {
	const { outcomes, results, code } = judged(ALL, {
		ledger: ledger(),
		line: (line, { server }) => (server === THREE ? withStatus(line, "UNKNOWN") : line),
	});
	expect(outcomes[`${THREE}/c-healthy-one`]).toBe("expected-failure");
	expect(results.ledger).toMatchObject([{ id: "known", held: true }]);
	expect(code).toBe(0);
});

test("what the ledger says and is no longer so is an unexpected pass, and red", () => {
	const { outcomes, results, code } = judged(ALL, { ledger: ledger() });
	expect(outcomes[`${THREE}/c-healthy-one`]).toBe("unexpected-pass");
	expect(outcomes["s-healthy-one/c-healthy-one"]).toBe("passed");
	expect(results.ledger).toMatchObject([{ held: false }]);
	expect(code).toBe(1);
});

test("another failure than the ledger's is a failure", () => {
	const { outcomes, results } = judged(ALL, {
		ledger: ledger(),
		line: (line, { server }) =>
			server === THREE ? { ...withStatus(line, "UNKNOWN"), end: "timeout", at: 2, why: "x" } : line,
	});
	expect(outcomes[`${THREE}/c-healthy-one`]).toBe("failed");
	expect(results.cells.find(({ server }) => server === THREE)?.reason).toMatch(
		/^hung at step 3 \(finish\): x/,
	);
});

const declaring = smallClient("healthy-one", {
	unsupported: [
		{
			role: "client",
			name: "c-healthy-one",
			scenarios: ["get-feature/*"],
			reason: "not yet",
			link: "https://example.com/not-yet",
		},
	],
});
const some = [...SERVERS.slice(0, 1), declaring];

test("declared unsupported, and it is: unsupported, and never green by itself", () => {
	const { outcomes, reasons, code } = judged(some, {
		line: (line) => ({ ...line, end: "unsupported", at: 0, why: "no", results: [] }),
	});
	expect([Object.values(outcomes), reasons]).toEqual([
		["unsupported"],
		["not yet (https://example.com/not-yet)"],
	]);
	expect(code).toBe(3);
});

test("declared unsupported, and it works: an unexpected pass", () => {
	const { outcomes, code } = judged(some);
	expect([Object.values(outcomes), code]).toEqual([["unexpected-pass"], 1]);
});

test("unsupported without a declaration is a failure", () => {
	const { outcomes } = judged([...SERVERS.slice(0, 1), ...CLIENTS.slice(0, 1)], {
		line: (line) => ({ ...line, end: "unsupported", at: 0, why: "no", results: [] }),
	});
	expect(Object.values(outcomes)).toEqual(["failed"]);
});

test("a client that lacks a transport is neither run nor preflighted with it", () => {
	const without = smallClient("healthy-one", {
		unsupported: [{ role: "client", name: "c-healthy-one", transports: ["tls"], reason: "none" }],
	});
	const { results, code } = judged([...SERVERS.slice(0, 1), without], {
		transports: ["plaintext", "tls"],
	});
	expect(results.cells.map(({ outcome }) => outcome)).toEqual(["passed", "unsupported"]);
	expect(new Set(results.preflight.map(({ transport }) => transport))).toEqual(
		new Set(["plaintext"]),
	);
	expect(code).toBe(0);
});

test("a batch without a record could not run, and is red", () => {
	const { outcomes, code } = judged(ALL, {
		batch: (record, { instance, preflight }) =>
			instance === `${THREE}.plaintext` && preflight === null ? null : record,
	});
	expect(outcomes[`${THREE}/c-healthy-one`]).toBe("could-not-run");
	expect(code).toBe(1);
});

test("a preflight that connects fails its pair and transport, and nothing else", () => {
	const { outcomes, results, code } = judged(ALL, {
		batch: (record, { preflight, instance, client }) => {
			if (preflight === null || instance !== `${THREE}.plaintext`) return record;
			if (client !== "c-healthy-one") return record;
			const jobs = record.jobs.map(({ line, ms }) => ({
				ms,
				line: JSON.parse(JSON.stringify(line).replace("UNAVAILABLE", "OK")),
			}));
			return { ...record, jobs };
		},
	});
	expect(Object.values(outcomes).filter((outcome) => outcome !== "passed")).toHaveLength(1);
	expect(outcomes[`${THREE}/c-healthy-one`]).toBe("failed");
	expect(results.preflight.filter(({ ok }) => !ok)).toHaveLength(1);
	expect(code).toBe(1);
});

test("a preflight that an interrupt cut off says nothing about the cells that ran", () => {
	const { outcomes } = judged(ALL, {
		interrupted: true,
		batch: (record, { preflight }) =>
			preflight === null ? record : { ...record, distrust: "the run was interrupted" },
	});
	expect(new Set(Object.values(outcomes))).toEqual(new Set(["passed"]));
});

test("places come back by structure in a whole run: a swap of coordinates is seen", () => {
	const scenarios = ["route-chat/lock-step"];
	const points = (line: Parameters<typeof withTrailing>[0]) =>
		JSON.parse(
			JSON.stringify(line).replaceAll(
				/"latitude":(\d+),"longitude":(\d+)/g,
				'"latitude":$2,"longitude":$1',
			),
		);
	const server = smallServer("healthy-one", { entry: { witness: false } });
	const peers = [server, ...CLIENTS];
	const right = judged(peers, { scenarios });
	expect(right.code).toBe(0);
	const swapped = judged(peers, { scenarios, line: (line) => points(line) });
	for (const reason of swapped.reasons) expect(reason).toMatch(/expected .*\$a.* saw .*latitude/);
});

test("the same files give the same verdict", () => {
	const facts = factsOf(ALL, { transports: ["plaintext", "tls"] });
	expect(JSON.stringify(judge(facts))).toBe(JSON.stringify(judge(structuredClone(facts))));
});
