/** The process runtime: every peer as local processes of this machine. */
import { randomInt } from "node:crypto";
import getPort, { portNumbers } from "get-port";
import { PeerFileError } from "../../model/error.ts";
import type { Peer, ServerEntry } from "../../model/peer.ts";
import { cacheFolder } from "../cache.ts";
import type { Location, PeerRuntime, Station } from "../runtime.ts";
import { startProcess } from "./program.ts";
import { setUp } from "./setup.ts";

export interface ProcessOptions {
	/** The address servers bind: loopback, unless containers must reach them. */
	readonly bind?: string;
}

/** Programs run from the peer's own folder; set-ups run once per state of the folder. */
export function processRuntime({ bind = "127.0.0.1" }: ProcessOptions = {}): PeerRuntime {
	return {
		runtime: "process",
		host: { where: "host", bind, port: 0, alias: null, fromHost: null },
		remote: false,
		async prepare(peer, log, signal) {
			const setup = processOf(peer).setup.map((argv) => argv.map(withCache(peer)));
			await setUp(peer, setup, log, signal);
			return { image: null };
		},
		async serverStation(peer, server, again = false) {
			return station(peer, { bind, port: await portFor(server, bind, again) });
		},
		async clientStation(peer) {
			return station(peer, { bind, port: 0 });
		},
		async [Symbol.asyncDispose]() {},
	};
}

/**
 * Below the ports that systems give to clients and to whoever asks for any: a server that is away for a
 * moment finds its own free when it comes back.
 */
const LASTING_PORTS = { from: 20_000, to: 31_000, tried: 1_000 };

/** 0 where the server may choose, and says what it chose. */
async function portFor(server: ServerEntry, host: string, again: boolean): Promise<number> {
	if (!again) return server.ready === "announce" ? 0 : getPort({ host });
	const first = randomInt(LASTING_PORTS.from, LASTING_PORTS.to);
	return getPort({ host, port: portNumbers(first, first + LASTING_PORTS.tried) });
}

function station(peer: Peer, { bind, port }: Pick<Location, "bind" | "port">): Station {
	const prefix = processOf(peer)["command-prefix"].map(withCache(peer));
	return {
		peer: peer.name,
		location: { where: "host", bind, port, alias: null, fromHost: null },
		give: async (file) => file,
		start: (argv) =>
			startProcess(peer.name, [...prefix, ...argv.map(withCache(peer))], peer.folder),
		async [Symbol.asyncDispose]() {},
	};
}

function processOf(peer: Peer) {
	if (peer.process === undefined) {
		throw new PeerFileError(
			`${peer.name}: its peer.yaml has no process, so it cannot run as a process`,
			"Leave it out with --server and --client, or use --runtime docker.",
			peer.name,
		);
	}
	return peer.process;
}

function withCache(peer: Peer): (argument: string) => string {
	let folder: string | undefined;
	return (argument) => {
		if (!argument.includes("{cache}")) return argument;
		folder ??= cacheFolder(peer);
		return argument.replaceAll("{cache}", folder);
	};
}
