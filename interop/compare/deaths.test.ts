import { expect, test } from "vitest";
import { Results } from "../model/results.ts";
import { factsOf, withStatus } from "../test/support/facts.ts";
import { ALL, THREE } from "../test/support/judged.ts";
import { judge } from "./judge.ts";

const SCENARIOS = ["known-point", "origin", "unknown-point"].map((one) => `get-feature/${one}`);
const ENDED = "2026-01-01T01:00:00.000Z";
/** Amid the last cell but one of each batch, whose jobs take 100 s each. */
const AT = "2026-01-01T00:57:30.000Z";

/** The third server dies amid `origin`, and so `unknown-point` fails as well. */
function dead(isRed: (scenario: string) => boolean) {
	const facts = factsOf(ALL, {
		scenarios: SCENARIOS,
		line: (line, { server, scenario }) =>
			server === THREE && isRed(scenario) ? withStatus(line, "UNKNOWN") : line,
		batch: (record) => ({
			...record,
			ended: ENDED,
			jobs: record.jobs.map(({ line }) => ({ line, ms: 100_000 })),
		}),
	});
	const away = [{ from: AT, to: null }];
	const exit = { code: 1, signal: null };
	const instances = facts.instances.map((record) =>
		record.instance.startsWith(THREE)
			? { ...record, died: true, away, exit, said: "Error: no" }
			: record,
	);
	return judge({ ...facts, instances }).results;
}

test("a death is told with its end, its last words, and the cells that it came amid; what came later is none of them", () => {
	const results = dead((scenario) => scenario !== "get-feature/known-point");
	const clients = ["c-healthy-one", "c-healthy-two"];
	expect(results.deaths).toEqual([
		{
			server: THREE,
			instance: `${THREE}.plaintext`,
			exit: { code: 1, signal: null },
			at: AT,
			times: 1,
			suspects: clients.map((client) => `${THREE}/${client}/plaintext/get-feature/origin`),
			said: "Error: no",
		},
	]);
	expect(Results.parse(results).deaths).toEqual(results.deaths);
});

test("a death that turns nothing red is none to tell of, and older results have none", () => {
	const results = dead(() => false);
	expect(results).not.toHaveProperty("deaths");
	expect(Results.parse(results)).not.toHaveProperty("deaths");
});
