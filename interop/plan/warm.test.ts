/** What a plan for servers that are up already asks otherwise. */
import { expect, test } from "vitest";
import type { Plan } from "../model/plan.ts";
import { ServerOption } from "../model/words.ts";
import { planOfTest } from "../test/support/plan.ts";
import { catalogue } from "../test/support/run.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { Numbers } from "./numbers.ts";
import type { PlanFrame } from "./plan.ts";
import { select } from "./select.ts";

const [ONE, CLIENT] = ["s-healthy-one", "c-healthy-one"];
const entry = { obeys: true, options: [...ServerOption.options] };
const PEERS = [
	...["healthy-one", "healthy-two"].map((name) => smallServer(name, { entry })),
	...["healthy-one", "healthy-two"].map((name) => smallClient(name, { contract: 2 })),
];

/** The whole catalogue's. */
function planOf(frame: Partial<PlanFrame>): Plan {
	return planOfTest(select(PEERS, catalogue, {}), frame);
}

test("plans that go on from the same numbers share neither a job nor a place", () => {
	const numbers = new Numbers();
	const plans = [1, 2].map(() => planOf({ numbers }));
	const jobs = plans.flatMap(({ cells, batches }) => [
		...cells.map(({ job }) => job),
		...batches.flatMap(({ preflight, probes: { step, key } }) => [
			...(preflight ? [preflight.job] : []),
			step.job,
			key.job,
		]),
	]);
	expect(new Set(jobs).size).toBe(jobs.length);
	const points = plans.flatMap(({ cells }) => cells.flatMap(({ places }) => Object.values(places)));
	expect(points.length).toBeGreaterThan(0);
	expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
});

test("with few drivers, one is sent to all the servers that are shared, and none to two of their own", () => {
	const { batches, instances, clients, transports } = planOf({ fewDrivers: true });
	const own = new Set(instances.flatMap((instance) => (instance.own ? [instance.id] : [])));
	const usual = batches.filter(({ timed, instance }) => !timed && !own.has(instance));
	const sessions = new Set(usual.map(({ session }) => session).filter((id) => !/crowded/.test(id)));
	const drivers = clients.flatMap(({ name }) =>
		transports.map((transport) => `${name}.${transport}`),
	);
	expect(sessions).toEqual(new Set(drivers));
	const apart = batches.filter(({ timed, instance }) => timed || own.has(instance));
	const serverOf = new Map(instances.map(({ id, server }) => [id, server]));
	for (const batches of Map.groupBy(apart, ({ session }) => session).values()) {
		expect(new Set(batches.map(({ instance }) => serverOf.get(instance))).size).toBe(1);
	}
});

test("connections that must be refused are tried between those only that are asked for", () => {
	const { batches } = planOf({
		preflight: ({ server, client, transport }) =>
			server === ONE && client === CLIENT && transport === "tls",
	});
	const tried = batches.flatMap(({ preflight, client, instance }) =>
		preflight ? [`${client} ${instance} ${preflight.check}`] : [],
	);
	expect(tried).toEqual(
		["wrong-name", "unknown-ca", "plaintext-into-tls"].map(
			(check) => `${CLIENT} ${ONE}.tls ${check}`,
		),
	);
});
