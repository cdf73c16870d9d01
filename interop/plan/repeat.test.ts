import { expect, test } from "vitest";
import type { Plan } from "../model/plan.ts";
import { planIn } from "../model/repetition.ts";
import { planOfTest } from "../test/support/plan.ts";
import { catalogue } from "../test/support/run.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { repeated } from "./repeat.ts";
import { select } from "./select.ts";

const CONTRACT = { contract: 2 } as const;
/** A stranger's server: whatever may harm it gets one of its own. */
const PEERS = [
	smallServer("healthy", { builtIn: false }),
	smallClient("healthy", CONTRACT),
	smallClient("old"),
];
const ONCE = planOfTest(
	select(PEERS, catalogue, { scenario: ["route-chat/*", "list-features/*"] }),
);
const TIMES = 5;
const PLAN = repeated(ONCE, TIMES, 42);
const each = Array.from({ length: TIMES }, (_, index) => planIn(PLAN, index + 1));

const carried = ({ batches }: Plan) => batches.flatMap(({ cells }) => cells);
const orders = ({ batches }: Plan) =>
	batches.flatMap(({ id, preflight, cells }) =>
		preflight === null ? [id.replace(/\.r\d+$/, ""), ...cells] : [],
	);

test("every cell is carried once in each repetition, each time in another order", () => {
	for (const plan of each) expect(carried(plan).toSorted()).toEqual(carried(ONCE).toSorted());
	expect(new Set(each.map((plan) => orders(plan).join())).size).toBe(TIMES);
	expect(orders(each[0] as Plan)).not.toEqual(orders(ONCE));
	for (const batch of ONCE.batches.filter(({ cells }) => cells.length > 5)) {
		const jobs = each.map(({ batches }) =>
			batches.find(({ id }) => id.replace(/\.r\d+$/, "") === batch.id)?.cells.join(),
		);
		expect(new Set(jobs).size).toBe(TIMES);
	}
});

test("the same seed gives the same orders, and another seed gives others", () => {
	const again = repeated(ONCE, TIMES, 42);
	expect(orders(again)).toEqual(orders(PLAN));
	expect(orders(repeated(ONCE, TIMES, 43))).not.toEqual(orders(PLAN));
});

test("a repetition goes in the same order however many come after it", () => {
	expect(orders(planIn(repeated(ONCE, 2, 42), 2))).toEqual(orders(each[1] as Plan));
});

test("no job, no place, no session and no probe of one repetition is another's", () => {
	const jobs = each.flatMap(({ cells, batches }) => [
		...cells.map(({ job }) => job),
		...batches.flatMap(({ probes, preflight }) => [
			probes.step.job,
			probes.key.job,
			...(preflight ? [preflight.job] : []),
		]),
	]);
	expect(new Set(jobs).size).toBe(jobs.length);
	expect(jobs.every((job) => /^k\d+$/.test(job))).toBe(true);
	const points = each.flatMap(({ cells }) => cells.flatMap(({ places }) => Object.values(places)));
	const coordinates = points.flatMap(({ latitude, longitude }) => [latitude, longitude]);
	expect(points.length).toBeGreaterThan(100);
	expect(new Set(coordinates).size).toBe(coordinates.length);
	const sessions = each.map(({ batches }) => new Set(batches.map(({ session }) => session)));
	const all = sessions.flatMap((names) => [...names]);
	expect(new Set(all).size).toBe(all.length);
	const madeUp = PLAN.batches.flatMap(({ probes: { step, key } }) => [step.madeUp, key.madeUp]);
	expect(new Set(madeUp).size).toBe(madeUp.length);
});

test("servers are shared over repetitions, but those that a scenario may harm are new in each", () => {
	const owned = new Set(PLAN.instances.filter(({ own }) => own).map(({ id }) => id));
	expect(owned.size).toBeGreaterThan(0);
	const used = each.map(({ batches }) => new Set(batches.map(({ instance }) => instance)));
	for (const id of new Set(PLAN.batches.map(({ instance }) => instance))) {
		expect(PLAN.instances.filter((instance) => instance.id === id)).toHaveLength(1);
		const times = used.filter((names) => names.has(id)).length;
		expect(times).toBe(owned.has(id) ? 1 : TIMES);
	}
});

test("connections that must be refused are tried once", () => {
	const checks = ({ batches }: Plan) => batches.filter(({ preflight }) => preflight !== null);
	expect(checks(PLAN)).toHaveLength(checks(ONCE).length);
	expect(checks(each[0] as Plan)).toHaveLength(checks(ONCE).length);
});

test("more repetitions than there are places for are refused", () => {
	const plan = { ...ONCE, repeat: { ...ONCE.repeat, places: 1_000_000 } };
	expect(() => repeated(plan, 101, 1)).toThrow(/--repeat 101: .* 101000000 places/);
});
