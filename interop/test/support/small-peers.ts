/** The small peer with one fault or another, as peers of their own. */
import { join } from "node:path";
import type { Peer, ServerEntry } from "../../model/peer.ts";
import { loadPeer } from "../../peers/load.ts";

const SMALL = loadPeer(join(import.meta.dirname, "../peers/small"), true);

interface Made {
	/** Words that go after the program. */
	readonly words?: readonly string[];
	readonly entry?: Partial<ServerEntry>;
	readonly unsupported?: Peer["unsupported"];
	/** False for one that has no vote. */
	readonly builtIn?: boolean;
	/** Of a client: the driver contract that it speaks, 1 where absent. */
	readonly contract?: 1 | 2;
}

/** A server of its own name; a fault of that name, unless it is called healthy. */
export function smallServer(name: string, made: Made = {}): Peer {
	const { words = [], entry = {}, unsupported = [], builtIn = true } = made;
	const command = ["server.ts", "--name", `s-${name}`, ...faultOf(name), ...words];
	const server = { ...(SMALL.servers[0] as ServerEntry), name: `s-${name}`, command, ...entry };
	const { client: _, ...rest } = SMALL;
	return { ...rest, name: `s-${name}`, servers: [server], unsupported, builtIn };
}

/** A client of its own name, likewise. */
export function smallClient(name: string, made: Made = {}): Peer {
	const { words = [], unsupported = [], builtIn = true, contract = 1 } = made;
	const command = ["client.ts", ...faultOf(name), ...words];
	const client = { name: `c-${name}`, command, contract };
	return { ...SMALL, name: `c-${name}`, servers: [], client, unsupported, builtIn };
}

function faultOf(name: string): string[] {
	return name.startsWith("healthy") ? [] : ["--fault", name];
}
