/** A run's snapshot as a file that can be committed and reviewed, and back. */
import type { Baseline, BaselineCells, BaselineScenario } from "../../model/baseline.ts";
import type { ObservedVersion } from "../../model/observed.ts";
import { cellId } from "../../model/plan.ts";
import type { Results } from "../../model/results.ts";
import { patternsOf, placesIn } from "./patterns.ts";
import { type Snapshot, type SnapshotCell, sortedAxes } from "./snapshot.ts";

/** What is kept of a run: everything that did not plainly pass, by scenario. */
export function baselineOf(snapshot: Snapshot, summary: Results["summary"]): Baseline {
	const { side, filters } = snapshot;
	const axes = sortedAxes(snapshot.axes);
	const byScenario = Map.groupBy(snapshot.cells.values(), ({ scenario }) => scenario);
	const whole = axes.servers.length * axes.clients.length * axes.transports.length;
	const scenarioOf = (cells: readonly SnapshotCell[]): BaselineScenario => {
		const others = cells.filter(({ outcome }) => outcome !== "passed");
		const groups = Map.groupBy(others, ({ outcome, seen }) => `${outcome} ${seen}`);
		const not = [...groups]
			.toSorted(([one], [other]) => compare(one, other))
			.flatMap(([, group]): BaselineCells[] => {
				const [first] = group;
				if (first === undefined || first.outcome === "passed") return [];
				return [{ outcome: first.outcome, cells: patternsOf(group, axes), seen: first.seen }];
			});
		return {
			...(cells.length === whole ? {} : { cells: patternsOf(cells, axes) }),
			...(not.length === 0 ? {} : { not }),
		};
	};
	return {
		run: {
			id: side.run,
			started: side.started,
			runtime: side.runtime,
			filters: Object.fromEntries(Object.entries(filters).sort(([a], [b]) => compare(a, b))),
		},
		peers: snapshot.peers.toSorted((one, other) => compare(peerKey(one), peerKey(other))),
		transports: [...axes.transports],
		summary,
		scenarios: Object.fromEntries(
			[...byScenario]
				.toSorted(([one], [other]) => compare(one, other))
				.map(([id, cells]) => [id, scenarioOf(cells)]),
		),
		preflight: snapshot.preflight.toSorted((one, other) =>
			compare(JSON.stringify(one), JSON.stringify(other)),
		),
		latency: Object.fromEntries([...snapshot.latency].sort(([a], [b]) => compare(a, b))),
	};
}

/** A baseline as the snapshot that it was made from; reasons are not kept. */
export function snapshotOfBaseline(baseline: Baseline): Snapshot {
	const names = (role: "server" | "client") =>
		baseline.peers.filter((peer) => peer.role === role).map(({ name }) => name);
	const axes = {
		servers: names("server"),
		clients: names("client"),
		transports: baseline.transports,
	};
	const cells = new Map<string, SnapshotCell>();
	const put = (scenario: string, pattern: string, of: Pick<SnapshotCell, "outcome" | "seen">) => {
		for (const place of placesIn(pattern, axes)) {
			const id = cellId({ ...place, scenario });
			cells.set(id, { ...place, ...of, scenario, reason: null });
		}
	};
	for (const [scenario, { cells: all = ["*/*/*"], not = [] }] of Object.entries(
		baseline.scenarios,
	)) {
		for (const pattern of all) put(scenario, pattern, { outcome: "passed", seen: null });
		for (const { cells: some, outcome, seen } of not) {
			for (const pattern of some) put(scenario, pattern, { outcome, seen });
		}
	}
	const { id, started, runtime, filters } = baseline.run;
	return {
		side: { run: id, started, runtime, baseline: true },
		filters,
		peers: baseline.peers,
		axes,
		scenarios: Object.keys(baseline.scenarios),
		cells,
		preflight: baseline.preflight,
		latency: new Map(Object.entries(baseline.latency)),
	};
}

/** One scenario, peer or pair a line, so that a change of it can be reviewed. */
export function baselineText(baseline: Baseline): string {
	const lines = (entries: readonly string[]) =>
		entries.length === 0 ? "" : `\n${entries.map((entry) => `\t\t${entry}`).join(",\n")}\n\t`;
	const list = (items: readonly unknown[]) => `[${lines(items.map(line))}]`;
	const object = (value: object) =>
		`{${lines(Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${line(inner)}`))}}`;
	const { run, peers, transports, summary, scenarios, preflight, latency } = baseline;
	const parts = {
		run: line(run),
		peers: list(peers),
		transports: line(transports),
		summary: line(summary),
		scenarios: object(scenarios),
		preflight: list(preflight),
		latency: object(latency),
	};
	const all = Object.entries(parts).map(([key, text]) => `\t${JSON.stringify(key)}: ${text}`);
	return `{\n${all.join(",\n")}\n}\n`;
}

function line(value: unknown): string {
	return JSON.stringify(value);
}

function peerKey({ role, name }: ObservedVersion): string {
	return `${role} ${name}`;
}

function compare(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}
