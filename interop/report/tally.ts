/** Counting cells of the results; every number in a report comes from here or from the summary. */
import type { ResultCell, Results } from "../model/results.ts";
import { GREEN_OUTCOMES, Outcome, Transport } from "../model/words.ts";

export type Tally = Readonly<Record<Outcome, number>>;

/** Outcomes from what needs a look first to what needs none. */
export const WORST_FIRST: readonly Outcome[] = [
	"failed",
	"unexpected-pass",
	"could-not-run",
	"expected-failure",
	"unsupported",
	"passed",
];

/** True for an outcome that makes a run red. */
export function isRed(outcome: Outcome): boolean {
	return !GREEN_OUTCOMES.includes(outcome);
}

export function tally(cells: readonly ResultCell[]): Tally {
	const counts: Record<Outcome, number> = {
		passed: 0,
		failed: 0,
		"expected-failure": 0,
		"unexpected-pass": 0,
		unsupported: 0,
		"could-not-run": 0,
	};
	for (const cell of cells) counts[cell.outcome]++;
	return counts;
}

export function total(counts: Tally): number {
	return Outcome.options.reduce((sum, outcome) => sum + counts[outcome], 0);
}

export function reds(counts: Tally): number {
	return Outcome.options.filter(isRed).reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** The outcomes of a tally that occur, worst first, with their counts. */
export function occurring(counts: Tally): [Outcome, number][] {
	return WORST_FIRST.map((outcome): [Outcome, number] => [outcome, counts[outcome]]).filter(
		([, count]) => count > 0,
	);
}

/** Rows, columns and layers of the matrix, in the order the results name them. */
export function axes(results: Results): {
	servers: string[];
	clients: string[];
	transports: Transport[];
} {
	const present = (pick: (cell: ResultCell) => string) => new Set(results.cells.map(pick));
	const servers = present((cell) => cell.server);
	const clients = present((cell) => cell.client);
	const transports = present((cell) => cell.transport);
	const named = (role: "server" | "client", seen: Set<string>) => {
		const peers = results.peers.filter((peer) => peer.role === role).map((peer) => peer.name);
		return [...new Set([...peers.filter((name) => seen.has(name)), ...seen])];
	};
	return {
		servers: named("server", servers),
		clients: named("client", clients),
		transports: Transport.options.filter((transport) => transports.has(transport)),
	};
}

/** Cells by a key, in the order of their first appearance. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
	return Map.groupBy(items, key);
}
