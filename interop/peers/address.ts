/** The address under which a client reaches a server, wherever the two are. */
import type { Location } from "./runtime.ts";

/** The name by which containers reach the host. */
export const HOST_FROM_CONTAINER = "host.docker.internal";

/** A server on all interfaces is dialled at one of them. */
const LOOPBACK: ReadonlyMap<string, string> = new Map([
	["0.0.0.0", "127.0.0.1"],
	["::", "::1"],
]);

/** `host:port` of a server at `server`, listening on `port`, as a client at `client` must dial it. */
export function addressOf(server: Location, port: number, client: Location): string {
	if (server.where === "elsewhere") return hostPort(server.bind, port);
	if (server.where === "container") {
		if (client.where === "container") return `${server.alias}:${port}`;
		if (server.fromHost === null) {
			throw new Error("a container that this machine does not reach");
		}
		return hostPort(server.fromHost.host, server.fromHost.port);
	}
	if (client.where === "container") return hostPort(HOST_FROM_CONTAINER, port);
	return hostPort(LOOPBACK.get(server.bind) ?? server.bind, port);
}

function hostPort(host: string, port: number): string {
	return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
