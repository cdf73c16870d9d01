import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ran, runWith, SCENARIOS } from "../test/support/run.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";

/** On another database, and so of a batch of its own, that the others follow. */
const FIRST = "database/feature-at-the-origin";

/** What is said of the cells of the batch with the fault, and of those that would have followed. */
const FAULTS: Readonly<Record<string, readonly [amid: RegExp, later: RegExp]>> = {
	healthy: [/^passed$/, /^passed$/],
	"dies-amid": [
		/\.2: it ended without its done line, after 2 jobs, with exit code 7$/,
		/\.3: it never came to this batch: amid \S+\.2, it ended without its done line/,
	],
	"hangs-amid": [
		/\.2: it hung: no line for/,
		/\.3: it never came to this batch: amid \S+\.2, it hung/,
	],
	"done-for-another": [/\.2: it never came to this batch/, /\.3: it never came to this batch/],
	"leaves-out": [/\.2: it left out job k\d+$/, /\.3: it left out job k\d+$/],
	"old-hello": [/it printed contract 1, where its peer.yaml says 2$/, /it printed contract 1/],
	"exit-7": [/\.2: it ended with exit code 7$/, /\.3: it ended with exit code 7$/],
};

let ran: Ran;
beforeAll(async () => {
	const clients = Object.keys(FAULTS).map((name) => smallClient(name, { contract: 2 }));
	ran = await runWith([smallServer("healthy"), ...clients], { scenarios: [...SCENARIOS, FIRST] });
});
afterAll(() => ran[Symbol.dispose]());

for (const [name, [amid, later]] of Object.entries(FAULTS)) {
	test(`a session whose driver is or does ${name}: what was done before stands, the rest does not`, () => {
		const said = (of: (scenario: string) => boolean) =>
			ran.results.cells
				.filter(({ client, scenario }) => client === `c-${name}` && of(scenario))
				.map(({ outcome, reason }) => (reason === null ? outcome : `${outcome}: ${reason}`));
		const [first] = said((scenario) => scenario === FIRST);
		expect(first).toMatch(amid);
		const rest = said((scenario) => scenario !== FIRST);
		expect(rest).toHaveLength(2);
		for (const one of rest) expect(one).toMatch(later);
	});
}

test("the preflight of a driver that died later was not lost", () => {
	const [check] = ran.results.preflight.filter(({ client }) => client === "c-dies-amid");
	expect(check).toMatchObject({ check: "tls-into-plaintext", ok: true });
});

test("all batches of a session have one start of the driver", () => {
	const records = ran.files.batches.filter(({ batch }) => batch.startsWith("c-healthy."));
	expect(records).toHaveLength(3);
	expect(new Set(records.map(({ command }) => command.join(" "))).size).toBe(1);
});
