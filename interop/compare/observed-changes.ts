/** What is seen now and was not when the record was made, of what both have. */
import type {
	ObservedChange,
	ObservedKind,
	ObservedRecord,
	RunObserved,
} from "../model/observed.ts";
import { Transport } from "../model/words.ts";

interface Seen {
	readonly kind: ObservedKind;
	readonly scenario: string;
	readonly server: string;
	readonly client: string;
	/** None where it was so over all that ran. */
	readonly transport: Transport | undefined;
	readonly value: string;
}

/** The run's observations, compared with the record; null for none. */
export function compareObserved(run: ObservedRecord, record: ObservedRecord | null): RunObserved {
	if (record === null) return { ...run, compared: null };
	const recorded = spread(record);
	const pairs = new Set(recorded.map(pairKey));
	const known = Map.groupBy(recorded, setKey);
	const scenarios = new Set(recorded.map(({ scenario }) => scenario));
	const both = run.transports.filter((transport) => record.transports.includes(transport));
	const fresh = spread(run).filter((seen) => {
		if (!(seen.transport === undefined ? both.length > 0 : both.includes(seen.transport)))
			return false;
		const values = known.get(setKey(seen)) ?? [];
		return pairs.has(pairKey(seen)) && !values.some(({ value }) => value === seen.value);
	});
	const changes = Map.groupBy(fresh, (seen) => `${pairKey(seen)} ${seen.value}`);
	const unrecorded = new Set(
		run.observations.flatMap((one) => one.scenarios.filter((id) => !scenarios.has(id))),
	);
	return {
		...run,
		compared: {
			versions: record.versions,
			unrecorded: [...unrecorded].sort(),
			changes: [...changes.values()].flatMap((group) => changeOf(group, known)),
		},
	};
}

function changeOf(
	group: readonly Seen[],
	known: ReadonlyMap<string, readonly Seen[]>,
): ObservedChange[] {
	const [first] = group;
	if (first === undefined) return [];
	const { kind, scenario, server, client, value } = first;
	const transports = Transport.options.filter((transport) =>
		group.some((seen) => seen.transport === transport),
	);
	const recorded = [...new Set(known.get(setKey(first))?.map((seen) => seen.value))].sort();
	return [{ kind, scenario, server, client, transports, seen: value, recorded }];
}

/** Whether the record has anything of this kind, scenario and pair. */
function pairKey({ kind, scenario, server, client }: Seen): string {
	return `${kind} ${scenario} ${server}/${client}`;
}

/**
 * What counts as known together. A text is what the client shows, and where client and server race for
 * how a call ends, which text it is changes from cell to cell: all of a client's are one set. The
 * transport's metadata are the pair's own.
 */
function setKey(seen: Seen): string {
	return seen.kind === "reserved" ? pairKey(seen) : `${seen.kind} ${seen.scenario} ${seen.client}`;
}

function spread({ observations }: ObservedRecord): Seen[] {
	return observations.flatMap(({ kind, scenarios, seen }) =>
		seen.flatMap(({ value, by }) =>
			by.flatMap((place) => {
				const [servers = "", clients = "", over] = place.split("/");
				const transport = Transport.options.find((name) => name === over);
				return servers
					.split(",")
					.flatMap((server) =>
						clients
							.split(",")
							.flatMap((client) =>
								scenarios.map((scenario) => ({ kind, scenario, server, client, transport, value })),
							),
					);
			}),
		),
	);
}
