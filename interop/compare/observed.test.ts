import { describe, expect, test } from "vitest";
import { FinishResult, type JobLine } from "../model/batch.ts";
import type { Cell } from "../model/plan.ts";
import { factsOf } from "../test/support/facts.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { observedOf } from "./observed.ts";
import { compareObserved } from "./observed-changes.ts";
import { recordedText, TEXT_RULES } from "./observed-texts.ts";

const servers = ["one", "two"].map((name) => smallServer(name, { entry: { obeys: true } }));
const PEERS = [...servers, smallClient("one"), smallClient("two")];
const SCENARIO = "get-feature/known-point";

type End = Partial<Pick<FinishResult, "details" | "reserved" | "status">>;

/** What a run observes in which each call ends so. */
function observed(end: (cell: Cell) => End, scenario = SCENARIO) {
	const line = (line: JobLine, cell: Cell): JobLine => ({
		...line,
		results: line.results.map((result) => {
			const finish = FinishResult.safeParse(result);
			return finish.success ? { ...finish.data, ...end(cell) } : result;
		}),
	});
	const transports = ["plaintext", "tls"] as const;
	return observedOf([factsOf(PEERS, { transports, scenarios: [scenario], line })]);
}

const seenOf = (kind: string, record: ReturnType<typeof observed>) =>
	record.observations.find((one) => one.kind === kind)?.seen;

describe("what is observed", () => {
	test("is told by server and client, and by transport only where that matters", () => {
		const record = observed(({ client, server, transport }) => ({
			details: client === "c-one" ? "mine" : "theirs",
			reserved: [["x", [server === "s-two" && transport === "tls" ? "other" : "same"]]],
		}));
		expect(seenOf("details", record)).toEqual([
			{ value: "mine", by: ["s-one,s-two/c-one"] },
			{ value: "theirs", by: ["s-one,s-two/c-two"] },
		]);
		expect(seenOf("reserved", record)).toEqual([
			{ value: "x: other", by: ["s-two/c-one,c-two/tls"] },
			{ value: "x: same", by: ["s-one/c-one,c-two", "s-two/c-one,c-two/plaintext"] },
		]);
		expect(record.versions.map(({ role, name }) => `${role} ${name}`)).toEqual([
			"server s-one",
			"server s-two",
			"client c-one",
			"client c-two",
		]);
	});

	test("is not what the scenario asserts", () => {
		const record = observed(() => ({ details: "no", reserved: [] }), "status/message-unicode");
		expect(record.observations.map(({ kind }) => kind)).toEqual(["reserved"]);
	});

	test("is not what client and server race for at a deadline", () => {
		const late = { status: "DEADLINE_EXCEEDED", details: "who knows" } as const;
		const texts = (scenario: string) =>
			observed(() => late, scenario).observations.map(({ kind }) => kind);
		expect(texts("deadlines/twenty-days-away")).toEqual([]);
		expect(texts(SCENARIO)).toEqual(["details", "reserved"]);
	});

	test("stands together for scenarios in which it is the same", () => {
		const scenarios = [SCENARIO, "get-feature/unknown-point"];
		const record = observedOf([factsOf(PEERS, { scenarios })]);
		expect(record.observations.map((one) => one.scenarios)).toEqual([scenarios, scenarios]);
	});
});

describe("compared with the record", () => {
	const record = observed(({ client }) => ({ details: client, reserved: [["x", ["1"]]] }));
	const changesOf = (end: (cell: Cell) => End) =>
		compareObserved(observed(end), record).compared?.changes;

	test("the same is no change", () => {
		expect(changesOf(({ client }) => ({ details: client, reserved: [["x", ["1"]]] }))).toEqual([]);
	});

	test("another text, and other metadata, of one pair are changes, with what was recorded", () => {
		const changes = changesOf(({ client, server, transport }) => ({
			details: client === "c-one" && server === "s-two" ? "new" : client,
			reserved: [["x", [server === "s-one" && transport === "tls" ? "2" : "1"]]],
		}));
		const at = { scenario: SCENARIO };
		expect(changes).toEqual([
			{
				...at,
				kind: "details",
				server: "s-two",
				client: "c-one",
				transports: [],
				seen: "new",
				recorded: ["c-one"],
			},
			...["c-one", "c-two"].map((client) => ({
				...at,
				kind: "reserved",
				server: "s-one",
				client,
				transports: ["tls"],
				seen: "x: 2",
				recorded: ["x: 1"],
			})),
		]);
	});

	test("a text that the client is known to show is no change, whichever cell shows it", () => {
		const both = observed(({ client, server }) => ({ details: `${client} ${server}` }));
		const now = observed(({ client }) => ({ details: `${client} s-one` }));
		expect(compareObserved(now, both).compared?.changes).toEqual([]);
	});

	test("over a transport that the record has not, nothing can have changed", () => {
		const overTls = observed(() => ({ details: "new" }));
		const record = observed(() => ({ details: "old" }));
		const plaintext = { ...record, transports: ["plaintext" as const] };
		const changes = (run: typeof record) => compareObserved(run, plaintext).compared?.changes;
		expect(changes({ ...overTls, transports: ["tls"] })).toEqual([]);
		expect(changes(overTls)).not.toEqual([]);
	});

	test("what only one of them has is no change, and scenarios without a record are named", () => {
		const other = observed(() => ({}), "get-feature/unknown-point");
		expect(compareObserved(other, record).compared).toMatchObject({
			changes: [],
			unrecorded: ["get-feature/unknown-point"],
		});
		expect(compareObserved(other, null).compared).toBe(null);
	});
});

/** By rule a text as it is seen, and as it is recorded. */
const TEXTS: readonly (readonly [rule: string, seen: string, recorded: string])[] = [
	["connection-lost", "error reading from server: EOF", "<connection lost>"],
	["connection-lost", "sendmsg: Broken pipe (32)", "<connection lost>"],
	["moment", "Failed to connect (2026-11-26T19:01:01.854Z).", "Failed to connect (<moment>)."],
	[
		"address",
		"ipv4:127.0.0.1:38281: refused by host.docker.internal:50051. IP Address:127.0.0.1",
		"<address>: refused by <address>. IP Address:<address>",
	],
	["space", "proto:\u00a0cannot parse", "proto: cannot parse"],
	[
		"server-name",
		"valid for go.interop.test, not a.go.interop.test",
		"valid for <server>.interop.test, not a.<server>.interop.test",
	],
	["thread", "Error: 408D0986677F0000:error:0A00010B:SSL", "Error: <thread>:error:0A00010B:SSL"],
	["time", "gave up after 0.700s, or 12 ms", "gave up after <time>, or <time>"],
	[
		"phases",
		"Deadline exceeded after 0.9s,LB pick: 0.031s,remote_addr=127.0.0.1:33215",
		"Deadline exceeded after <time>",
	],
	["stream-removed", "Stream removed (CLIENT: too large)", "CLIENT: too large"],
	[
		"header-sizes",
		"size exceeds hard limit (16641 vs. 16384);  :path:70B",
		"size exceeds hard limit (<size> vs. 16384)",
	],
	["length", "x".repeat(301), `${"x".repeat(300)}…`],
];

describe("texts", () => {
	test.each(TEXTS)("%s", (_rule, seen, recorded) => {
		expect(recordedText(seen, "go")).toBe(recorded);
		expect(recordedText(recorded.slice(0, 300), "go")).toBe(recorded.slice(0, 300));
	});

	test("every rule has its examples, without which it would show", () => {
		expect([...new Set(TEXTS.map(([rule]) => rule))]).toEqual(TEXT_RULES.map(({ name }) => name));
		for (const [name, seen, recorded] of TEXTS) {
			const others = TEXT_RULES.filter((rule) => rule.name !== name);
			expect(others.reduce((left, rule) => rule.apply(left, "go"), seen)).not.toBe(recorded);
		}
	});

	test("sizes, values and codes stay as they are", () => {
		const text = "Received message larger than max (4194305 vs. 4194304): error code 8";
		expect(recordedText(text, "go")).toBe(text);
	});
});
