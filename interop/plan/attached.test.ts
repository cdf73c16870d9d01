import { expect, test } from "vitest";
import { attachedPeer } from "../cli/attach.ts";
import { DEFAULT_DATABASE } from "../scenarios/databases.ts";
import { planOfTest } from "../test/support/plan.ts";
import { catalogue } from "../test/support/run.ts";
import { smallClient } from "../test/support/small-peers.ts";
import { select } from "./select.ts";

const CLIENT = smallClient("healthy", { contract: 2 });

function planOf(attach: string, transport: readonly string[] = []) {
	const selection = select([attachedPeer(attach), CLIENT], catalogue, { transport });
	return planOfTest(selection);
}

test("an attached server has one instance, shared by all that it is asked", () => {
	const { instances, servers } = planOf("mine=127.0.0.1:1,behaviour=go");
	expect(instances).toMatchObject([
		{ id: "mine.plaintext", own: false, settings: {}, database: DEFAULT_DATABASE },
	]);
	expect(servers).toMatchObject([
		{ name: "mine", behaviour: "go", witness: false, votes: false, max_open_calls: null },
	]);
});

test("what it would have to be started for, or told, is unsupported, each with its own reason", () => {
	const { cells } = planOf("mine=127.0.0.1:1");
	const reasons = new Set(cells.flatMap(({ unsupported }) => unsupported?.reason ?? []));
	for (const part of [
		/^mine is attached: it cannot be started with --/,
		/^mine is attached: its database is the document's, not /,
		/^mine is attached: it does nothing that request metadata asks for$/,
		/^mine is attached: it cannot be started again/,
	])
		expect([...reasons].some((reason) => part.test(reason))).toBe(true);
	expect(cells.filter(({ unsupported }) => unsupported === null).length).toBeGreaterThan(50);
});

test("places differ from run to run, and are as long on the wire as any", () => {
	const [one, other] = [1, 2].map(() =>
		planOf("mine=127.0.0.1:1").cells.flatMap(({ places }) => Object.values(places)),
	);
	const seen = new Set(one?.map(({ latitude, longitude }) => `${latitude} ${longitude}`));
	for (const { latitude, longitude } of other ?? []) {
		expect(seen.has(`${latitude} ${longitude}`)).toBe(false);
		for (const value of [latitude, longitude]) {
			expect(value).toBeGreaterThanOrEqual(2 ** 28);
			expect(value).toBeLessThan(2 ** 31);
		}
	}
});

test("a transport that it does not have is refused, since nothing of it would run", () => {
	expect(() => planOf("mine=127.0.0.1:1", ["tls"])).toThrow(
		/--transport tls: mine is attached over plaintext, and nothing of it would run/,
	);
});
