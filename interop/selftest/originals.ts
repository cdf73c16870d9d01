/**
 * A peer made of another one is treated as that one wherever the suite names it: what is known of the
 * TypeScript server is known of the servers built on it, and what would harm it would harm them.
 */
import type { ResolvedEntry } from "../model/ledger.ts";
import type { Scenario } from "../model/scenario.ts";

/** Name of the original of each made peer. */
export type Originals = ReadonlyMap<string, string>;

/** The names, and those of the peers made of them. */
export function withMade(names: readonly string[], originals: Originals): string[] {
	const made = [...originals].filter(([, original]) => names.includes(original));
	return [...new Set([...names, ...made.map(([name]) => name)])];
}

export function ledgerWithMade(
	entries: readonly ResolvedEntry[],
	originals: Originals,
): ResolvedEntry[] {
	return entries.map((entry) => ({
		...entry,
		...(entry.servers && { servers: withMade(entry.servers, originals) }),
		...(entry.clients && { clients: withMade(entry.clients, originals) }),
	}));
}

export function scenariosWithMade(
	scenarios: readonly Scenario[],
	originals: Originals,
): Scenario[] {
	return scenarios.map((scenario) => {
		const own = scenario.own_server;
		if (own === null || own.servers === "all") return scenario;
		return { ...scenario, own_server: { ...own, servers: withMade(own.servers, originals) } };
	});
}
