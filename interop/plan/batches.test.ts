import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cell } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";
import { schedule } from "../run/schedule.ts";
import { draftBatches, isCrowded } from "./batches.ts";

/** A scenario, as far as batches look at it. */
function work(id: string, calls: number, timed: boolean) {
	const script = { open_calls: calls };
	const scenario = { timed, scripts: { python: script, go: script } } as unknown as Scenario;
	return { scenario, cell: { id, behaviour: "go" } as Cell };
}

const works = fc.array(fc.record({ calls: fc.integer({ min: 0, max: 9 }), timed: fc.boolean() }), {
	minLength: 1,
	maxLength: 40,
});
const capacities = fc.option(fc.integer({ min: 9, max: 20 }));

test("every cell is in exactly one batch, and no batch is heavier than the server bears", () => {
	fc.assert(
		fc.property(works, capacities, fc.integer({ min: 1, max: 4 }), (given, capacity, clients) => {
			const all = given.map(({ calls, timed }, index) => work(`c${index}`, calls, timed));
			const drafts = draftBatches(all, capacity, clients);
			expect(drafts.flatMap(({ cells }) => cells).sort()).toEqual(
				all.map(({ cell }) => cell.id).sort(),
			);
			for (const { parallel, weight, timed, cells } of drafts) {
				const theirs = all.filter(({ cell }) => cells.includes(cell.id));
				const most = Math.max(1, ...theirs.map(({ scenario }) => scenario.scripts.go.open_calls));
				expect(weight).toBe(parallel * most);
				if (capacity !== null) expect(weight).toBeLessThanOrEqual(capacity);
				expect(theirs.every(({ scenario }) => scenario.timed === timed)).toBe(true);
			}
		}),
	);
});

test("beside a batch that is not crowded there is room for a second client's, and only few calls crowd", () => {
	fc.assert(
		fc.property(works, fc.integer({ min: 9, max: 20 }), (given, capacity) => {
			const all = given.map(({ calls, timed }, index) => work(`c${index}`, calls, timed));
			for (const batch of draftBatches(all, capacity, 3)) {
				if (batch.timed) continue;
				const theirs = all.filter(({ cell }) => batch.cells.includes(cell.id));
				const fewest = Math.min(...theirs.map(({ scenario }) => scenario.scripts.go.open_calls));
				if (isCrowded(batch, capacity)) expect(2 * fewest).toBeGreaterThan(capacity - 1);
				else expect(2 * batch.weight).toBeLessThanOrEqual(capacity);
			}
		}),
	);
	const [batch] = draftBatches([work("c", 9, false)], 9, 3);
	expect(batch && isCrowded(batch, 9)).toBe(true);
	expect(batch && isCrowded(batch, null)).toBe(false);
});

const weight = fc.integer({ min: 1, max: 12 });
const sessions = fc.array(
	fc.record({
		loads: fc
			.record({ one: weight, two: weight }, { requiredKeys: [] })
			.map((loads) => new Map<string, number>(Object.entries(loads))),
		timed: fc.boolean(),
	}),
	{ maxLength: 25 },
);

test("at no time are more calls open on a server than it bears, nor more sessions busy than asked for", async () => {
	await fc.assert(
		fc.asyncProperty(
			sessions,
			fc.option(fc.integer({ min: 1, max: 10 })),
			fc.integer({ min: 1, max: 5 }),
			fc.scheduler(),
			async (given, capacity, parallel, scheduler) => {
				const plans = given.map((session, index) => ({
					...session,
					sleeper: false,
					id: `s${index}`,
				}));
				const open = new Set<(typeof plans)[number]>();
				const done: string[] = [];
				const end = schedule(
					plans,
					{ parallel, capacityOf: () => capacity },
					async (session) => {
						open.add(session);
						for (const instance of session.loads.keys()) {
							const beside = [...open].flatMap(({ loads }) => loads.get(instance) ?? []);
							const load = beside.reduce((sum, other) => sum + other, 0);
							// One that is too heavy by itself has the server for itself.
							if (capacity !== null && beside.length > 1)
								expect(load).toBeLessThanOrEqual(capacity);
						}
						expect(open.size).toBeLessThanOrEqual(parallel);
						expect([...open].every(({ timed }) => timed === session.timed)).toBe(true);
						await scheduler.schedule(Promise.resolve(), session.id);
						open.delete(session);
						done.push(session.id);
					},
					new AbortController().signal,
				);
				await scheduler.waitFor(end);
				expect(done.toSorted()).toEqual(plans.map(({ id }) => id).toSorted());
			},
		),
	);
});
