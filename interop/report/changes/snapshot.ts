/** What of a run can be compared with another run, or be kept of it. */
import { createHash } from "node:crypto";
import type { Side } from "../../model/changes.ts";
import type { ObservedVersion } from "../../model/observed.ts";
import { cellId } from "../../model/plan.ts";
import type { CellDetail, ResultPreflight, Results } from "../../model/results.ts";
import { type Outcome, Transport } from "../../model/words.ts";
import { shortJson } from "../json.ts";
import { axes } from "../tally.ts";
import type { Axes, Place } from "./patterns.ts";

export interface SnapshotCell extends Place {
	readonly scenario: string;
	readonly outcome: Outcome;
	/** A digest of what was seen; null where it passed, or nothing was seen. */
	readonly seen: string | null;
	/** Null where it passed, or is not known. */
	readonly reason: string | null;
}

export interface Snapshot {
	readonly side: Side;
	readonly filters: Results["run"]["filters"];
	readonly peers: readonly ObservedVersion[];
	readonly axes: Axes;
	readonly scenarios: readonly string[];
	/** By `server/client/transport/scenario`. */
	readonly cells: ReadonlyMap<string, SnapshotCell>;
	/** The checks that failed. */
	readonly preflight: readonly Omit<ResultPreflight, "ok" | "seen">[];
	/** By `server/client/transport`: the median of its jobs in milliseconds. */
	readonly latency: ReadonlyMap<string, number>;
}

/** A run as a snapshot. */
export function snapshotOf(results: Results, details: readonly CellDetail[]): Snapshot {
	const { id, started, runtime, filters } = results.run;
	const ran = new Set(results.cells.map(({ scenario }) => scenario));
	const seen = new Map(details.map((detail) => [detail.cell, digest(detail)]));
	return {
		side: { run: id, started, runtime, baseline: false },
		filters,
		peers: results.peers.map(({ role, name, language, grpc }) => ({ role, name, language, grpc })),
		axes: axes(results),
		// One that says something about another transport alone has no cells: it did not run.
		scenarios: results.scenarios.map((scenario) => scenario.id).filter((name) => ran.has(name)),
		cells: new Map(
			results.cells.map((cell) => {
				const { server, client, transport, scenario, outcome, reason } = cell;
				const at = { server, client, transport, scenario };
				const passed = outcome === "passed";
				const sight = passed ? null : (seen.get(cellId(cell)) ?? null);
				return [cellId(cell), { ...at, outcome, reason, seen: sight }];
			}),
		),
		preflight: results.preflight
			.filter(({ ok }) => !ok)
			.map(({ server, client, transport, check }) => ({ server, client, transport, check })),
		latency: new Map(
			(results.latency ?? []).map(({ server, client, transport, p50 }) => [
				`${server}/${client}/${transport}`,
				p50,
			]),
		),
	};
}

/** The axes in the order in which a baseline has them. */
export function sortedAxes({ servers, clients, transports }: Axes): Axes {
	return {
		servers: servers.toSorted(),
		clients: clients.toSorted(),
		transports: Transport.options.filter((transport) => transports.includes(transport)),
	};
}

function digest({ at, observed }: CellDetail): string | null {
	if ((observed ?? null) === null) return null;
	const text = shortJson([at, steady(observed)], Number.POSITIVE_INFINITY);
	return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** Without what the clock decides: the time left to a deadline is another one in each run. */
function steady(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(steady);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			key === "deadline_ms" && typeof inner === "number" ? "some" : steady(inner),
		]),
	);
}
