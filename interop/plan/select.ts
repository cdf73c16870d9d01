/** What the filters leave of the matrix. */
import { UsageError } from "../model/error.ts";
import type { Peer, ServerEntry } from "../model/peer.ts";
import type { Scenario } from "../model/scenario.ts";
import { DEFAULT_TRANSPORTS, Transport } from "../model/words.ts";
import { globsWithoutMatch, matchesAny } from "../support/globs.ts";

/** More names than this are more than anybody looks through in an error. */
const MOST_NAMES = 40;

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
	/** Those of them that nobody asked for: there what runs over no other one does, and nothing else. */
	readonly besides: readonly Transport[];
	readonly scenarios: readonly Scenario[];
}

/** Whether a scenario of the selection runs over a transport with that server. */
export function runsOver(
	{ besides }: Pick<Selection, "besides">,
	{ transports: asked }: Pick<SelectedServer, "transports">,
	{ transports: its }: Pick<Scenario, "transports">,
	transport: Transport,
): boolean {
	if (its?.includes(transport) === false) return false;
	return asked !== undefined || !besides.includes(transport) || !isUsual(its);
}

/** Whether what runs over these, or over all, runs where nothing is asked for. */
function isUsual(transports: Scenario["transports"]): boolean {
	return transports?.some((one) => DEFAULT_TRANSPORTS.includes(one)) ?? true;
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
	const picked = pick("scenario", scenarios, ({ id }) => id, filters.scenario);
	checkTransports(picked, transports, typed ?? "--transport");
	const unusual = picked.filter((scenario) => !isUsual(scenario.transports));
	const besides =
		transports === null
			? Transport.options.filter((one) => unusual.some((its) => its.transports?.includes(one)))
			: [];
	return {
		servers: pick("server", servers, ({ server }) => server.name, filters.server).map((selected) =>
			asAttached(selected, transports, typed ?? "--transport"),
		),
		clients: pick("client", clients, (peer) => peer.client?.name ?? "", filters.client),
		transports: transports ?? [...DEFAULT_TRANSPORTS, ...besides],
		besides,
		scenarios: picked,
	};
}

/** Throws UsageError where none of the scenarios runs over any of the transports that were asked for. */
function checkTransports(
	scenarios: readonly Scenario[],
	asked: readonly Transport[] | null,
	typed: string,
): void {
	const runs = ({ transports }: Scenario) =>
		asked?.some((one) => transports?.includes(one) ?? true) ?? true;
	const [first] = scenarios;
	if (first === undefined || scenarios.some(runs)) return;
	const others = scenarios.length > 1 ? `, nor do ${scenarios.length - 1} others` : "";
	throw new UsageError(
		`${typed} ${asked?.join(",")}: ${first.id} does not run over that${others}: it is about ${first.transports?.join(", ")}`,
		"Leave --transport out, or ask for one that they are about.",
	);
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
		throw new UsageError(
			`${option} ${idle}: matches no ${what}; there are ${listed(near(names, idle))}`,
			"`npm run interop -- --list` prints everything there is.",
		);
	}
	return all.filter((item) => matchesAny(globs, nameOf(item)));
}

/** The names to choose from: of a family those in it, where there is one of that name, or else the families. */
function near(names: readonly string[], glob: string): string[] {
	const familyOf = (name: string) => `${name.split("/")[0]}/`;
	const within = names.filter((name) => name.includes("/") && familyOf(name) === familyOf(glob));
	if (within.length > 0) return within;
	return [...new Set(names.map((name) => (name.includes("/") ? `${familyOf(name)}*` : name)))];
}

function listed(names: readonly string[]): string {
	return names.length > MOST_NAMES
		? `${names.slice(0, MOST_NAMES).join(", ")}, …`
		: names.join(", ");
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
