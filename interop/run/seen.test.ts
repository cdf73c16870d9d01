import { expect, test } from "vitest";
import { planIn } from "../model/repetition.ts";
import { builtInFolders, loadPeer } from "../peers/load.ts";
import { repeatedFactsOf } from "../test/support/facts.ts";
import { seenIn } from "./seen.ts";

test("a repetition has what servers saw of its own cells, in order, and of no others", () => {
	const peers = builtInFolders().map((folder) => loadPeer(folder, true));
	const { plan, factsOf } = repeatedFactsOf(peers, 3);
	const turns = [1, 2, 3].map((number) => factsOf(number).instances);
	const whole = (turns[0] ?? []).map((record, at) => ({
		...record,
		witnesses: [
			{ ...record.witnesses[0], cell: null },
			...turns.flatMap((records) => records[at]?.witnesses ?? []),
		],
	})) as (typeof turns)[0];
	const seen = seenIn(whole ?? []);
	for (const number of [1, 2, 3]) {
		const its = planIn(plan, number);
		for (const { instance, witnesses } of seen(its)) {
			const sent = its.batches.filter((batch) => batch.instance === instance);
			const cells = new Set(sent.flatMap((batch) => batch.cells));
			const jobs = its.cells.filter(({ id }) => cells.has(id)).map(({ job }) => job);
			expect(witnesses.map(({ cell }) => cell).sort()).toEqual(jobs.sort());
		}
	}
});
