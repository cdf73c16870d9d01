import { expect, test } from "vitest";
import type { Peer, ServerEntry } from "../model/peer.ts";
import type { Plan } from "../model/plan.ts";
import type { Scenario } from "../model/scenario.ts";
import { ServerOption } from "../model/words.ts";
import { planOfTest } from "../test/support/plan.ts";
import { catalogue } from "../test/support/run.ts";
import { smallClient, smallServer } from "../test/support/small-peers.ts";
import { Places } from "./places.ts";
import { select } from "./select.ts";

/** The whole catalogue's plan for one server, with one client or two. */
function planOf(entry: Partial<ServerEntry> = {}, builtIn = true): Plan {
	const server = smallServer("healthy", { entry, builtIn });
	return planFor([server, ...["healthy-one", "healthy-two"].map((name) => smallClient(name))]);
}

function planFor(peers: readonly Peer[], scenarios: readonly Scenario[] = catalogue): Plan {
	return planOfTest(select(peers, scenarios, {}));
}

const callsOf = (id: string) =>
	catalogue.find((scenario) => scenario.id === id)?.scripts.go.open_calls ?? 0;

test("every cell is in exactly one batch, on an instance of its server, transport and database", () => {
	const plan = planOf({ obeys: true, options: [...ServerOption.options] });
	const carried = plan.batches.flatMap(({ cells }) => cells);
	const able = plan.cells.filter(({ unsupported }) => unsupported === null);
	expect(carried.toSorted()).toEqual(able.map(({ id }) => id).toSorted());
	const cells = new Map(plan.cells.map((cell) => [cell.id, cell]));
	const instances = new Map(plan.instances.map((instance) => [instance.id, instance]));
	for (const batch of plan.batches) {
		for (const id of batch.cells) {
			const [cell, instance] = [cells.get(id), instances.get(batch.instance)];
			const database = catalogue.find((scenario) => scenario.id === cell?.scenario)?.database;
			expect(instance).toMatchObject({
				server: cell?.server,
				transport: cell?.transport,
				database,
			});
		}
	}
});

test("no two cells of a run share a place, and in none is latitude the longitude", () => {
	const points = planOf().cells.flatMap(({ places }) => Object.values(places));
	expect(points.length).toBeGreaterThan(100);
	const coordinates = points.flatMap(({ latitude, longitude }) => [latitude, longitude]);
	expect(new Set(coordinates).size).toBe(coordinates.length);
});

test("every place is as long on the wire as any other, and none is in a database", () => {
	const places = new Places();
	for (const { latitude, longitude } of Object.values(places.take(["$a", "$b", "$c"]))) {
		for (const value of [latitude, longitude]) {
			expect(value).toBeGreaterThanOrEqual(2 ** 28);
			expect(value).toBeLessThan(2 ** 31);
		}
	}
});

test("what needs more calls than the server bears has a server of its own, and nothing else is too heavy", () => {
	const bears = 4;
	const plan = planOf({ "max-open-calls": bears });
	const own = new Set(plan.instances.filter((instance) => instance.own).map(({ id }) => id));
	const scenarioOf = new Map(plan.cells.map((cell) => [cell.id, cell.scenario]));
	const heavy = plan.cells.filter(({ scenario }) => callsOf(scenario) > bears);
	expect(heavy.length).toBeGreaterThan(0);
	for (const { instance, cells, weight, parallel } of plan.batches) {
		if (own.has(instance)) expect(parallel).toBe(1);
		else expect(weight).toBeLessThanOrEqual(bears);
		const tooMuch = cells.some((id) => callsOf(scenarioOf.get(id) ?? "") > bears);
		if (tooMuch) expect(own).toContain(instance);
	}
});

test("a scenario that can harm certain servers harms no shared one of theirs, nor of a stranger's", () => {
	// What the small peers cannot do does not run.
	const able = new Set(
		planOf({}, false).cells.flatMap(({ scenario, unsupported }) => (unsupported ? [] : scenario)),
	);
	const harmful = catalogue.filter(({ id, own_server }) => own_server !== null && able.has(id));
	expect(harmful.length).toBeGreaterThan(0);
	const ownCells = (plan: Plan) => {
		const own = new Set(plan.instances.filter((instance) => instance.own).map(({ id }) => id));
		return plan.batches.filter(({ instance }) => own.has(instance)).flatMap(({ cells }) => cells);
	};
	const perScenario = 2 * 2;
	expect(ownCells(planOf({}, false))).toHaveLength(harmful.length * perScenario);
	const forAll = harmful.filter(({ own_server }) => own_server?.servers === "all");
	expect(ownCells(planOf())).toHaveLength(forAll.length * perScenario);
});

test("what kills a server has one to itself, and so has everything that can harm a stranger's", () => {
	const companyOf = (plan: Plan, id: string) =>
		plan.batches.filter(({ instance }) => instance === id).flatMap(({ cells }) => cells);
	const harmOf = (cell: string) =>
		catalogue.find(({ id }) => cell.endsWith(`/${id}`))?.own_server?.harm;
	for (const builtIn of [true, false]) {
		const plan = planOf({}, builtIn);
		for (const { id } of plan.instances.filter(({ own }) => own)) {
			const company = companyOf(plan, id);
			const alone = !builtIn || company.some((cell) => harmOf(cell) === "kills");
			if (alone) expect(company).toHaveLength(1);
		}
	}
});

test("what has its server started again shares one, as often as it ends it, but for a stranger's", () => {
	const obedient = (builtIn: boolean) =>
		smallServer("healthy", { builtIn, entry: { obeys: true, witness: true } });
	const scenarios = catalogue.filter(({ own_server }) => own_server?.restarts !== undefined);
	expect(scenarios.length).toBeGreaterThan(1);
	const ownOf = (builtIn: boolean) => {
		const client = smallClient("healthy", { contract: 2 });
		const { instances } = planFor([obedient(builtIn), client], scenarios);
		return instances.filter(({ own, transport }) => own && transport === "plaintext");
	};
	const channels = new Set(scenarios.map(({ channel }) => JSON.stringify(channel)));
	expect(ownOf(true)).toHaveLength(channels.size);
	const ends = scenarios.reduce((sum, { own_server }) => sum + (own_server?.restarts ?? 0), 0);
	expect(ownOf(true).reduce((sum, { restarts }) => sum + restarts, 0)).toBe(ends);
	expect(ownOf(false)).toHaveLength(scenarios.length);
});

test("every pair and transport is preflighted", () => {
	const checks = planOf()
		.batches.filter(({ preflight }) => preflight !== null)
		.map(({ client, instance, preflight }) => `${client} ${instance} ${preflight?.check}`);
	expect(new Set(checks)).toEqual(
		new Set(
			["c-healthy-one", "c-healthy-two"].flatMap((client) => [
				`${client} s-healthy.plaintext tls-into-plaintext`,
				`${client} s-healthy.tls plaintext-into-tls`,
				`${client} s-healthy.tls unknown-ca`,
				`${client} s-healthy.tls wrong-name`,
				// For what runs over mutual TLS alone.
				`${client} s-healthy.mtls no-client-certificate`,
				`${client} s-healthy.mtls plaintext-into-tls`,
				`${client} s-healthy.mtls unknown-ca`,
				`${client} s-healthy.mtls wrong-name`,
			]),
		),
	);
	expect(new Set(checks).size).toBe(checks.length);
});

test("where no transport is asked for, nothing is left out, and only that runs over mutual TLS which runs over it alone", () => {
	const { cells, transports } = planOf();
	expect(transports).toEqual(["plaintext", "tls", "mtls"]);
	const overOf = Map.groupBy(cells, ({ scenario }) => scenario);
	expect(overOf.size).toBe(catalogue.length);
	for (const { id, transports } of catalogue) {
		const over = new Set(overOf.get(id)?.map(({ transport }) => transport));
		const usual = (["plaintext", "tls"] as const).filter(
			(one) => transports?.includes(one) ?? true,
		);
		expect(over).toEqual(new Set(usual.length > 0 ? usual : ["mtls"]));
	}
	const peers = [smallServer("healthy"), smallClient("healthy")];
	const asked = planOfTest(select(peers, catalogue, { transport: ["mtls"] }));
	expect(new Set(asked.cells.map(({ scenario }) => scenario)).size).toBeGreaterThan(100);
	const simple = planOfTest(select(peers, catalogue, { scenario: ["get-feature/*"] }));
	expect(simple.transports).toEqual(["plaintext", "tls"]);
});

test("probes are made up anew for each batch, and no id tells what a job is for", () => {
	const { batches, cells } = planOf();
	const probes = batches.flatMap(({ probes }) => [probes.step, probes.key]);
	expect(new Set(probes.map(({ madeUp }) => madeUp)).size).toBe(probes.length);
	const jobs = [
		...probes.map(({ job }) => job),
		...batches.flatMap(({ preflight }) => preflight?.job ?? []),
		...cells.map(({ job }) => job),
	];
	expect(new Set(jobs).size).toBe(jobs.length);
	expect(jobs.every((job) => /^k\d+$/.test(job))).toBe(true);
});

test("what a peer cannot do is unsupported, with the reason, and is not run", () => {
	const { batches, cells } = planOf({ obeys: false });
	const carried = new Set(batches.flatMap((batch) => batch.cells));
	const reasons = new Map(
		cells.map(({ scenario, unsupported }) => [scenario, unsupported?.reason ?? null]),
	);
	expect(reasons.get("status/aborted")).toMatch(/^s-healthy does nothing that request metadata/);
	expect(reasons.get("get-feature/known-point")).toBe(null);
	for (const { id, unsupported } of cells) expect(carried.has(id)).toBe(unsupported === null);
});

test("a client of contract 2 has one session for each server, transport and kind of time", () => {
	const clients = [smallClient("healthy", { contract: 2 }), smallClient("old")];
	const { batches } = planFor([smallServer("healthy"), ...clients]);
	const sessionsOf = (name: string) =>
		Map.groupBy(
			batches.filter(({ client }) => client === name),
			({ session }) => session,
		);
	const shared = [...sessionsOf("c-healthy").keys()].filter((name) => !name.includes(".own."));
	const apart = shared.filter((name) => /\.timed\.\d+$/.test(name));
	expect(apart.length).toBeGreaterThan(1);
	const rest = shared.filter((name) => !apart.includes(name));
	expect(rest.toSorted()).toEqual([
		"c-healthy.s-healthy.mtls",
		"c-healthy.s-healthy.plaintext",
		"c-healthy.s-healthy.plaintext.timed",
		"c-healthy.s-healthy.tls",
		"c-healthy.s-healthy.tls.timed",
	]);
	expect([...sessionsOf("c-old").values()].every((group) => group.length === 1)).toBe(true);
});
