import { expect, test } from "vitest";
import { Transport } from "../model/words.ts";
import { loadPeers } from "../peers/load.ts";
import { planOfTest } from "../test/support/plan.ts";
import { catalogue } from "../test/support/run.ts";
import { select } from "./select.ts";

const peers = loadPeers(
	[],
	catalogue.map(({ id }) => id),
);
const { cells, servers } = planOfTest(select(peers, catalogue, { transport: Transport.options }));

test("of the cells of our own peers at most 5 % are unsupported", () => {
	const published = servers.flatMap(({ name, unmodified }) => (unmodified ? [name] : []));
	const ours = cells.filter(({ server }) => !published.includes(server));
	const unsupported = ours.filter((cell) => cell.unsupported !== null);
	expect(ours.length).toBeGreaterThan(10_000);
	expect(unsupported.length / ours.length).toBeLessThanOrEqual(0.05);
});

test("whatever is unsupported has a link that shows it", () => {
	const bare = cells.filter(({ unsupported }) => unsupported !== null && unsupported.link === null);
	expect(bare.map(({ id }) => id)).toEqual([]);
	const shown = cells.filter(({ unsupported }) => unsupported !== null);
	expect(new Set(shown.map(({ server }) => server))).toEqual(new Set(["go-published"]));
});
