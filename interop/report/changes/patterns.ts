/** Cells of one scenario written short, as `servers/clients/transports`, and read again. */
import { Transport } from "../../model/words.ts";

/** A cell of a scenario that is known from elsewhere. */
export interface Place {
	readonly server: string;
	readonly client: string;
	readonly transport: Transport;
}

/** All the names that a part of a pattern can have. */
export interface Axes {
	readonly servers: readonly string[];
	readonly clients: readonly string[];
	readonly transports: readonly Transport[];
}

/** The fewest patterns that grouping by transport, client and server gives; sorted. They share no cell. */
export function patternsOf(places: readonly Place[], axes: Axes): string[] {
	const written = (names: Iterable<string>, all: readonly string[]) => {
		const sorted = [...new Set(names)].sort();
		return sorted.length === all.length ? "*" : sorted.join(",");
	};
	const pairs = Map.groupBy(places, ({ server, client }) => `${server}/${client}`);
	const rows = [...pairs.values()].flatMap((group) => {
		const transports = written(
			group.map(({ transport }) => transport),
			axes.transports,
		);
		return group.slice(0, 1).map(({ server, client }) => ({ server, client, transports }));
	});
	const byServer = Map.groupBy(rows, ({ server, transports }) => `${server}/${transports}`);
	const lines = [...byServer.values()].flatMap((group) => {
		const clients = written(
			group.map(({ client }) => client),
			axes.clients,
		);
		return group.slice(0, 1).map(({ server, transports }) => ({ server, clients, transports }));
	});
	const alike = Map.groupBy(lines, ({ clients, transports }) => `${clients}/${transports}`);
	return [...alike]
		.map(([rest, group]) => {
			const servers = group.map(({ server }) => server);
			return `${written(servers, axes.servers)}/${rest}`;
		})
		.sort();
}

/** The cells that a pattern stands for. */
export function placesIn(pattern: string, axes: Axes): Place[] {
	const [servers = "", clients = "", transports = ""] = pattern.split("/");
	const names = (part: string, all: readonly string[]) => (part === "*" ? all : part.split(","));
	return names(servers, axes.servers).flatMap((server) =>
		names(clients, axes.clients).flatMap((client) =>
			names(transports, axes.transports).map((transport) => ({
				server,
				client,
				transport: Transport.parse(transport),
			})),
		),
	);
}
