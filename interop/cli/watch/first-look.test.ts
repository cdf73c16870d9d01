import { expect, test } from "vitest";
import type { Plan } from "../../model/plan.ts";
import type { Times } from "../../model/times.ts";
import { ServerOption } from "../../model/words.ts";
import { select } from "../../plan/select.ts";
import { DEFAULT_DATABASE } from "../../scenarios/databases.ts";
import { planOfTest } from "../../test/support/plan.ts";
import { catalogue } from "../../test/support/run.ts";
import { smallClient, smallServer } from "../../test/support/small-peers.ts";
import { firstLook } from "./first-look.ts";

const entry = { obeys: true, options: [...ServerOption.options] };
const PEERS = [
	...["healthy-one", "healthy-two"].map((name) => smallServer(name, { entry })),
	...["healthy-one", "healthy-two"].map((name) => smallClient(name, { contract: 2 })),
];
/** The whole catalogue's. */
const PLAN = planOfTest(select(PEERS, catalogue, {}));
const CELLS = new Map(PLAN.cells.map((cell) => [cell.id, cell]));
const evenly = (ms: number): Times => Object.fromEntries(catalogue.map(({ id }) => [id, ms]));

function look(times: Times, { red = [], plan = PLAN }: { red?: string[]; plan?: Plan } = {}) {
	const ids = firstLook({ plan, times, red: new Set(red), database: DEFAULT_DATABASE });
	return ids === null ? null : [...ids].flatMap((id) => CELLS.get(id) ?? []);
}

test("what takes no time is not looked at first", () => {
	expect(look(evenly(1))).toBe(null);
});

test("of each scenario there is one cell with each server, over one transport, by clients in turn", () => {
	const cells = look(evenly(200)) ?? [];
	const pairs = cells.map(({ server, scenario }) => `${server} ${scenario}`);
	expect(new Set(pairs).size).toBe(pairs.length);
	const looked = new Set(cells.map(({ scenario }) => scenario));
	const able = new Set(
		PLAN.cells.flatMap(({ scenario, unsupported }) => (unsupported ? [] : scenario)),
	);
	for (const { id, own_server, timed, via, database, server, tls } of catalogue) {
		const dear = timed || via !== null || database !== DEFAULT_DATABASE || "health" in server;
		if (dear || own_server?.servers === "all") expect(looked).not.toContain(id);
		else if (
			own_server === null &&
			Object.keys({ ...server, ...tls }).length === 0 &&
			able.has(id)
		) {
			expect(looked).toContain(id);
		}
	}
	const clients = Map.groupBy(cells, ({ client }) => client);
	expect([...clients.keys()].toSorted()).toEqual(PLAN.clients.map(({ name }) => name).toSorted());
	for (const its of clients.values()) expect(its.length).toBeGreaterThan(cells.length / 3);
	const everywhere = cells.filter(
		({ scenario }) => catalogue.find(({ id }) => id === scenario)?.transports == null,
	);
	expect(new Set(everywhere.map(({ transport }) => transport))).toEqual(new Set(["plaintext"]));
});

test("the cheap ones are looked at as long as there is time, and what is not measured counts as dear", () => {
	const all = look(evenly(200)) ?? [];
	const few = look(evenly(3_000)) ?? [];
	expect(few.length).toBeGreaterThan(0);
	expect(few.length).toBeLessThan(all.length);
	const dear = all[0]?.scenario ?? "";
	expect(few.map(({ scenario }) => scenario)).toContain(few[0]?.scenario);
	const { [dear]: _, ...times } = evenly(3_000);
	const cheaper = look({ ...times, [dear]: 1 }) ?? [];
	expect(cheaper[0]?.scenario).toBe(dear);
	expect((look(times) ?? [])[0]?.scenario).toBe(dear);
	expect((look({}) ?? []).length).toBeGreaterThan(few.length);
});

test("what was red is looked at before anything else, whatever it needs", () => {
	const own = new Set(PLAN.instances.flatMap(({ id, own }) => (own ? [id] : [])));
	const red = PLAN.batches.find(({ instance }) => own.has(instance))?.cells[0] ?? "";
	expect(CELLS.has(red)).toBe(true);
	expect(look(evenly(3_000))?.map(({ id }) => id)).not.toContain(red);
	expect(look(evenly(3_000), { red: [red, "gone/by/now/x/y"] })?.[0]?.id).toBe(red);
});

test("where nothing can be looked at soon, all runs at once", () => {
	expect(look(evenly(1_000_000))).toBe(null);
});
