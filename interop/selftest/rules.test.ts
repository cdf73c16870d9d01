/** Each normalisation is as narrow as it can be: widened, it would let a broken peer escape. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonical } from "../compare/canonical.ts";
import { normalise, RULES, type Rule } from "../compare/normalise.ts";
import type { RunFacts } from "../model/run-facts.ts";
import { RunFolder } from "../run/folder.ts";
import { prepare } from "./prepare.ts";
import { carryOut } from "./selftest.ts";

type Result = Readonly<Record<string, unknown>>;

/** Every object with two coordinates, named by their sum: in either order. */
function eitherWayRound(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(eitherWayRound);
	if (value === null || typeof value !== "object") return value;
	const { latitude, longitude } = value as { latitude?: unknown; longitude?: unknown };
	if (typeof latitude === "number" && typeof longitude === "number") return "a place";
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, eitherWayRound(inner)]),
	);
}

function withoutSeconds({ messages, ...rest }: Result): Result {
	if (!Array.isArray(messages)) return rest;
	return { ...rest, messages: messages.map((message) => ({ ...message, elapsed_time: 0 })) };
}

/** By rule: what it would do if it were wider, and the server that would escape it in a scenario. */
const CASES: readonly (readonly [
	rule: string,
	server: string,
	twin: string,
	scenario: string,
	wider: (result: Result) => Result,
])[] = [
	[
		"places",
		"coordinates-swapped",
		"healthy-python",
		"route-chat/oldest-first",
		(result) => eitherWayRound(result) as Result,
	],
	[
		"status-text",
		"wrong-code-right-text",
		"healthy-python",
		"record-route/overflow",
		({ details: _, status: __, ...rest }) => rest,
	],
	[
		"transport-metadata",
		"extra-metadata",
		"healthy-python",
		"list-features/one-point",
		({ reserved: _, initial: __, trailing: ___, ...rest }) => rest,
	],
	["machine-time", "elapsed-wild", "healthy-python", "record-route/one-point", withoutSeconds],
	[
		"deadline-race",
		"answers-at-the-deadline",
		"healthy-python",
		"calls/deadline-of-a-chat",
		(result) =>
			"status" in result && result.status !== "OK"
				? { ...result, status: "DEADLINE_EXCEEDED" }
				: result,
	],
	[
		"typed-messages",
		"reflects-other-numbers",
		"healthy-python",
		"services/reflection-by-symbol",
		({ messages: _, ...rest }) => rest,
	],
];

let files: RunFacts;
const temporary = mkdtempSync(join(tmpdir(), "selftest-rules-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

beforeAll(async () => {
	const folder = RunFolder.create("rules", join(temporary, "run"));
	const servers = CASES.map(([, server]) => server);
	const silent = { preparing() {}, setupLine() {}, prepared() {}, started() {}, batch() {} };
	const { signal } = new AbortController();
	await carryOut(prepare(servers, "test"), folder, { parallel: 2, signal, events: silent });
	files = folder.read();
});

/** The transcript of a server's cell, as the rules leave it. */
function transcript(server: string, id: string, rules: readonly Rule[]): string {
	const cell = files.plan.cells.find((it) => it.server === server && it.scenario === id);
	const scenario = files.scenarios.find((it) => it.id === id);
	const jobs = files.batches.flatMap((batch) => batch.jobs.map(({ line }) => line));
	const line = jobs.find(({ job }) => job === cell?.job);
	if (!cell || !scenario || !line) throw new Error(`${server} did not run ${id}`);
	const { timed, scripts } = scenario;
	const { steps, expected, typed } = scripts[cell.behaviour];
	const limitMs = scenario.limit_ms ?? files.plan.limit_ms;
	const context = { places: cell.places, timed, limitMs, steps, expected, typed };
	return canonical(normalise(line.results, context, rules));
}

test("every rule has a server that would escape it", () => {
	expect(CASES.map(([rule]) => rule)).toEqual(RULES.map(({ name }) => name));
});

describe.each(CASES)("the rule %s, and the server %s", (name, server, twin, id, wider) => {
	test("as it is, the rule leaves the difference to be seen", () => {
		expect(transcript(server, id, RULES)).not.toBe(transcript(twin, id, RULES));
	});

	test("if it were wider, nothing would differ", () => {
		const widened = RULES.map((rule) => (rule.name === name ? { ...rule, apply: wider } : rule));
		expect(transcript(server, id, widened)).toBe(transcript(twin, id, widened));
	});
});
