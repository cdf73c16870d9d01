/** From two snapshots to what changed. A pure function: the same sides give the same changes. */
import type { CellChange, Changes, SlowerPair, VersionChange } from "../../model/changes.ts";
import { cellId } from "../../model/plan.ts";
import type { ResultPreflight } from "../../model/results.ts";
import { matchesAny } from "../../support/globs.ts";
import { isRed } from "../tally.ts";
import type { Snapshot, SnapshotCell } from "./snapshot.ts";

/**
 * A pair is slower where its median is so many times what it was, and by so many milliseconds; told only where
 * this share of its scenarios is the same, since the median of others is another thing.
 */
const SLOWER = { times: 2, ms: 5, alike: 0.9 } as const;

/**
 * What is not as it was before. `failed`: the checks of the later side that did not hold, with what was
 * seen. `observations`: what changed of them, null where one side has no record.
 */
export function changesBetween(
	before: Snapshot,
	after: Snapshot,
	failed: readonly ResultPreflight[],
	observations: Changes["observations"],
): Changes {
	const pairs = [...after.cells].map(([id, now]) => ({ now, was: before.cells.get(id) }));
	const cells = (keep: (now: SnapshotCell, was: SnapshotCell | undefined) => boolean) =>
		pairs.filter(({ now, was }) => keep(now, was)).map(({ now, was }) => change(now, was));
	const checks = new Set(before.preflight.map(checkKey));
	const checksNow = new Set(failed.map(checkKey));
	const ran = new Set([...after.cells.values()].map(pairKey));
	return {
		before: before.side,
		after: after.side,
		failures: cells((now, was) => isRed(now.outcome) && was?.outcome !== now.outcome),
		fixed: cells((now, was) => !isRed(now.outcome) && was !== undefined && isRed(was.outcome)),
		known: cells((now, was) => isRed(now.outcome) && was?.outcome === now.outcome),
		changed: cells(
			(now, was) =>
				was !== undefined &&
				isRed(was.outcome) === isRed(now.outcome) &&
				(was.outcome === now.outcome ? was.seen !== now.seen : !isRed(now.outcome)),
		),
		observations: observations === null ? null : [...observations],
		scenarios: newAndGone(before, after, ({ scenarios }) => scenarios.map(scenarioItem)),
		peers: newAndGone(before, after, ({ peers }) =>
			peers.map(({ role, name }) => ({ value: { role, name }, filter: role, name })),
		),
		preflight: {
			failed: failed.filter((check) => !checks.has(checkKey(check))),
			// Only what was looked at again can have been mended.
			fixed: before.preflight.filter(
				(check) => !checksNow.has(checkKey(check)) && ran.has(pairKey(check)),
			),
			known: failed.filter((check) => checks.has(checkKey(check))),
		},
		versions: versions(before, after),
		slower: before.side.runtime === after.side.runtime ? slower(before, after) : [],
	};
}

/** Whether anything is wrong that was not wrong before. */
export function isWorse({ failures, preflight }: Changes): boolean {
	return failures.length + preflight.failed.length > 0;
}

function change(now: SnapshotCell, was: SnapshotCell | undefined): CellChange {
	const { server, client, transport, scenario, outcome, reason } = now;
	const at = { server, client, transport, scenario };
	return { ...at, before: was?.outcome ?? null, after: outcome, reason };
}

interface Item<T> {
	readonly value: T;
	/** The filter that chooses among such items. */
	readonly filter: string;
	readonly name: string;
}

function scenarioItem(id: string): Item<string> {
	return { value: id, filter: "scenario", name: id };
}

/** What a side left out by its filters is neither new nor gone. */
function newAndGone<T>(
	before: Snapshot,
	after: Snapshot,
	itemsOf: (side: Snapshot) => readonly Item<T>[],
): { new: T[]; gone: T[] } {
	const [earlier, later] = [itemsOf(before), itemsOf(after)];
	const lacking = (items: readonly Item<T>[], others: readonly Item<T>[], side: Snapshot) => {
		if ((side.filters.shard ?? []).length > 0) return [];
		const there = new Set(others.map(({ filter, name }) => `${filter} ${name}`));
		return items
			.filter(({ filter, name }) => {
				const globs = side.filters[filter] ?? [];
				return !there.has(`${filter} ${name}`) && (globs.length === 0 || matchesAny(globs, name));
			})
			.map(({ value }) => value);
	};
	return { new: lacking(later, earlier, before), gone: lacking(earlier, later, after) };
}

function versions(before: Snapshot, after: Snapshot): VersionChange[] {
	return after.peers.flatMap(({ role, name, language, grpc }) => {
		const was = before.peers.find((peer) => peer.role === role && peer.name === name);
		if (!was || (was.language === language && was.grpc === grpc)) return [];
		// What never started has no version, and says so itself.
		if (language === null && grpc === null) return [];
		const then = { language: was.language, grpc: was.grpc };
		return [{ role, name, before: then, after: { language, grpc } }];
	});
}

function slower(before: Snapshot, after: Snapshot): SlowerPair[] {
	const [earlier, later] = [before, after].map(({ cells }) => Map.groupBy(cells.values(), pairKey));
	return [...after.latency].flatMap(([pair, now]) => {
		const was = before.latency.get(pair);
		if (was === undefined || now < was * SLOWER.times || now - was < SLOWER.ms) return [];
		const [had, has] = [earlier?.get(pair) ?? [], later?.get(pair) ?? []];
		const same = has.filter((one) => before.cells.has(cellId(one))).length;
		const [cell] = has;
		if (!cell || same < SLOWER.alike * Math.max(had.length, has.length)) return [];
		const { server, client, transport } = cell;
		return [{ server, client, transport, before: was, after: now }];
	});
}

function pairKey({
	server,
	client,
	transport,
}: {
	server: string;
	client: string;
	transport: string;
}): string {
	return `${server}/${client}/${transport}`;
}

function checkKey(check: Omit<ResultPreflight, "ok" | "seen">): string {
	return `${pairKey(check)} ${check.check}`;
}
