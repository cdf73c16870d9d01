/** The files that a run is made of, and what a save of one of them affects. */
import { join, relative, resolve, sep } from "node:path";
import type { Peer } from "../../model/peer.ts";
import type { PeerRuntime } from "../../peers/runtime.ts";

const PROTO = resolve(import.meta.dirname, "../../../proto");
/** What editors and tests leave among them. */
const BESIDES = /(^|\/)(\.|#|test\/)|(~|\.sw[a-z]|\.tmp|\.test\.ts|\.md)$/;

export interface Sources {
	/** Of the catalogue and its databases. */
	readonly scenarios: string;
	/** Those whose programs run from their folder as it is. */
	readonly peers: readonly Peer[];
	readonly ledgers: readonly string[];
}

export interface Affected {
	/** Files of scenarios, below the catalogue. */
	readonly scenarios: ReadonlySet<string>;
	/** Names of peers. */
	readonly peers: ReadonlySet<string>;
	/** Something that all cells are judged by. */
	readonly ledger: boolean;
	/** A database, or the contract: something that all servers were started with. */
	readonly servers: boolean;
}

export const NOTHING: Affected = {
	scenarios: new Set(),
	peers: new Set(),
	ledger: false,
	servers: false,
};

/** What there is to be watched. */
export function watchedPaths({ scenarios, peers, ledgers }: Sources): string[] {
	return [
		join(scenarios, "catalogue"),
		join(scenarios, "databases"),
		PROTO,
		...ledgers,
		...peers.map(({ folder }) => folder),
	];
}

/** What these files affect together. */
export function affectedBy(paths: readonly string[], sources: Sources): Affected {
	return paths.map((path) => affectedByOne(path, sources)).reduce(both, NOTHING);
}

/** What either affects. */
export function both(one: Affected, other: Affected): Affected {
	return {
		scenarios: one.scenarios.union(other.scenarios),
		peers: one.peers.union(other.peers),
		ledger: one.ledger || other.ledger,
		servers: one.servers || other.servers,
	};
}

/** Whether the file affects anything. */
export function isSource(path: string, sources: Sources): boolean {
	return affectedByOne(path, sources) !== NOTHING;
}

function affectedByOne(path: string, { scenarios, peers, ledgers }: Sources): Affected {
	if (ledgers.includes(path)) return { ...NOTHING, ledger: true };
	const below = (folder: string, name: RegExp): string | null => {
		const inside = relative(folder, path).replaceAll(sep, "/");
		const outside = inside === "" || inside.startsWith("../");
		return outside || BESIDES.test(inside) || !name.test(inside) ? null : inside;
	};
	const file = below(join(scenarios, "catalogue"), /\.ya?ml$/);
	if (file !== null) return { ...NOTHING, scenarios: new Set([file]) };
	const shared = [
		below(join(scenarios, "databases"), /\.yaml$/),
		below(PROTO, /^[^/]+\.(proto|json)$/),
	];
	if (shared.some((name) => name !== null)) return { ...NOTHING, servers: true };
	const theirs = peers.filter(({ folder }) => below(folder, /./) !== null);
	return theirs.length === 0
		? NOTHING
		: { ...NOTHING, peers: new Set(theirs.map(({ name }) => name)) };
}

/** Whether its programs are started from its folder as it is: neither set up, nor put into an image. */
export function runsFromItsFolder(
	{ process, image, attached }: Peer,
	{ runtime, remote }: Pick<PeerRuntime, "runtime" | "remote">,
): boolean {
	if (attached !== undefined || process === undefined || process.setup.length > 0) return false;
	return runtime === "process" || image === undefined || (image.engines === "remote" && !remote);
}
