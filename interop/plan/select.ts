/** What the filters leave of the matrix. */
import { UsageError } from "../model/error.ts";
import type { Peer, ServerEntry } from "../model/peer.ts";
import type { Scenario } from "../model/scenario.ts";
import { DEFAULT_TRANSPORTS, Transport } from "../model/words.ts";
import { globsWithoutMatch, matchesAny } from "../support/globs.ts";

/** Globs by dimension; an absent or empty list leaves all. */
export interface Filters {
	readonly server?: readonly string[];
	readonly client?: readonly string[];
	readonly transport?: readonly string[];
	readonly scenario?: readonly string[];
}

export interface SelectedServer {
	readonly peer: Peer;
	readonly server: ServerEntry;
	/** Where it has not those of the selection: an attached one is as it is. */
	readonly transports?: readonly Transport[];
}

export interface Selection {
	readonly servers: readonly SelectedServer[];
	readonly clients: readonly Peer[];
	readonly transports: readonly Transport[];
	readonly scenarios: readonly Scenario[];
}

/**
 * Applies the filters. Throws UsageError for a glob that matches nothing; `typed` is the option that
 * the filters came from, where it was not one for each.
 */
export function select(
	peers: readonly Peer[],
	scenarios: readonly Scenario[],
	filters: Filters,
	typed?: string,
): Selection {
	const pick = <T>(
		what: string,
		all: readonly T[],
		nameOf: (item: T) => string,
		globs: readonly string[] | undefined,
	) => matching(typed ?? `--${what}`, what, all, nameOf, globs);
	const servers = peers.flatMap((peer) => peer.servers.map((server) => ({ peer, server })));
	const clients = peers.filter((peer) => peer.client !== undefined);
	const transports =
		filters.transport === undefined || filters.transport.length === 0
			? null
			: pick("transport", Transport.options, (name) => name, filters.transport);
	return {
		servers: pick("server", servers, ({ server }) => server.name, filters.server).map((selected) =>
			asAttached(selected, transports, typed ?? "--transport"),
		),
		clients: pick("client", clients, (peer) => peer.client?.name ?? "", filters.client),
		transports: transports ?? DEFAULT_TRANSPORTS,
		scenarios: pick("scenario", scenarios, ({ id }) => id, filters.scenario),
	};
}

/** With the one transport that it has, where it is attached; `transports`: those asked for, or null. */
function asAttached(
	selected: SelectedServer,
	transports: readonly Transport[] | null,
	typed: string,
): SelectedServer {
	const { name, attached } = selected.peer;
	if (attached === undefined) return selected;
	if (transports !== null && !transports.includes(attached.transport)) {
		throw new UsageError(
			`${typed} ${transports.join(",")}: ${name} is attached over ${attached.transport}, and nothing of it would run`,
			"Ask for that transport as well, or attach it otherwise: with tls, or cert and key, or without.",
		);
	}
	return { ...selected, transports: [attached.transport] };
}

function matching<T>(
	option: string,
	what: string,
	all: readonly T[],
	nameOf: (item: T) => string,
	globs: readonly string[] | undefined,
): T[] {
	if (globs === undefined || globs.length === 0) return [...all];
	const names = all.map(nameOf);
	const [idle] = globsWithoutMatch(globs, names);
	if (idle !== undefined) {
		const shown = names.length > 12 ? `${names.slice(0, 12).join(", ")}, …` : names.join(", ");
		throw new UsageError(
			`${option} ${idle}: matches no ${what}; there are ${shown}`,
			"`npm run interop -- --list` prints everything there is.",
		);
	}
	return all.filter((item) => matchesAny(globs, nameOf(item)));
}

/** A cell's id taken apart. Throws UsageError where it has not four parts. */
export function filtersOfCell(id: string): Required<Filters> {
	const [server, client, transport, ...scenario] = id.split("/");
	if (!server || !client || !transport || scenario.length === 0) {
		throw new UsageError(
			`--cell ${id}: expected server/client/transport/scenario`,
			"For example --cell ts-go/python/tls/get-feature/known-point",
		);
	}
	if (/[*?[\]{}()!]/.test(id)) {
		throw new UsageError(
			`--cell ${id}: expected names, not globs`,
			"--server, --client, --transport and --scenario take globs.",
		);
	}
	return {
		server: [server],
		client: [client],
		transport: [transport],
		scenario: [scenario.join("/")],
	};
}
