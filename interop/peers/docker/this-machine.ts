/** This machine as the engine's containers see it: whether it is theirs too, and where they reach it. */
import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { finished } from "node:stream/promises";
import { RuntimeMissingError } from "../../model/error.ts";
import { within } from "../../support/timers.ts";
import type { Engine } from "./engine.ts";
import { bindable, EVERYWHERE, hostBind, isRemote } from "./gateway.ts";

export interface ThisMachine {
	/** Whether the engine is another machine's, or is taken for one. */
	readonly remote: boolean;
	/** What listens here for containers binds this address. */
	readonly bind: string;
	/** What containers are told that this machine is; null where they cannot reach it. */
	readonly address: string | null;
	/** To be told beside the engine's version; empty for an engine on this machine. */
	readonly said: string;
}

/** The engine's own word for the machine that it runs on. */
const GATEWAY = "host-gateway";
const ASK_MS = 5_000;

/**
 * `given` is this machine's address as that engine's containers reach it; where it is absent, and the
 * engine another machine's, it is found out. Throws RuntimeMissingError where the engine does not reach
 * this machine at the given one.
 */
export async function findThisMachine(engine: Engine, given?: string): Promise<ThisMachine> {
	if (given !== undefined) return namedMachine(engine, given);
	const bind = await hostBind(engine);
	if (!(await isRemote(engine, bind)) && (await isOurs(engine, bind))) {
		return { remote: false, bind, address: GATEWAY, said: "" };
	}
	const own = await addressTowards(engine.host);
	if (own !== null && (await isReached(engine, own, own))) return far(own, own);
	const where = own === null ? "" : ` at ${own}`;
	const said = `, another machine's, which does not reach this one${where}`;
	return { remote: true, bind, address: null, said };
}

/** Whether the gateway is ours: the engine behind a forwarded socket may have one that only looks like it. */
async function isOurs(engine: Engine, bind: string): Promise<boolean> {
	return bind === EVERYWHERE || isReached(engine, bind, bind);
}

async function namedMachine(engine: Engine, given: string): Promise<ThisMachine> {
	// Behind a translation of addresses, this machine does not have the one that others know it by.
	const bind = (await bindable(given)) ? given : EVERYWHERE;
	if (await isReached(engine, given, bind)) return far(bind, given);
	throw new RuntimeMissingError(
		`--host-address ${given}: the engine does not reach this machine there`,
		"Give an address of this machine that the engine's machine has a route to, and let it through the firewall, on any port.",
	);
}

function far(bind: string, address: string): ThisMachine {
	const said = `, another machine's, which reaches this one at ${address}`;
	return { remote: true, bind, address, said };
}

/** The address from which this machine talks to a host; null where that is on loopback, or nowhere. */
export async function addressTowards(host: string): Promise<string | null> {
	try {
		const { address: there, family } = await lookup(host, { order: "ipv4first" });
		const socket = createSocket(family === 6 ? "udp6" : "udp4");
		try {
			// Nothing is sent: that only chooses a route.
			socket.connect(9, there);
			await once(socket, "connect");
			const { address } = socket.address();
			return isLoopback(address) ? null : address;
		} finally {
			socket.close();
		}
	} catch {
		return null;
	}
}

/** Whether an address is a machine's own word for itself. */
export function isLoopback(address: string): boolean {
	return /^(127\.|::1$|::ffff:127\.)/i.test(address);
}

/**
 * Whether the engine gets a connection to this machine at an address. It is asked to import an image from
 * there, and gets none: no container is needed for that.
 */
export async function isReached(
	{ docker }: Engine,
	address: string,
	bind: string,
	ms = ASK_MS,
): Promise<boolean> {
	// It would ask its proxy, whose answer says nothing of what containers reach.
	if ((await docker.info()).HttpProxy) return true;
	const reached = Promise.withResolvers<true>();
	const server = createServer((request, response) => {
		reached.resolve(true);
		request.resume();
		response.writeHead(404).end();
	});
	const over = new AbortController();
	try {
		server.listen({ host: bind, port: 0 });
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		const fromSrc = `http://${isIPv6(address) ? `[${address}]` : address}:${port}/`;
		const asked = docker.createImage({ fromSrc, abortSignal: over.signal });
		const answered = asked.then((answer) => finished(answer.resume()));
		const unanswered = answered.then(
			() => false,
			() => false,
		);
		return (await within(Promise.race([reached.promise, unanswered]), ms)) === true;
	} finally {
		over.abort();
		server.closeAllConnections();
		server.close();
	}
}
