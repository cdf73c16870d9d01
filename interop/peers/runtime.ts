/** What a runtime offers: stations where peers' programs run. Two implementations, `docker` and `process`. */
import type { Readable } from "node:stream";
import { PeerStartError } from "../model/error.ts";
import type { Peer, ServerEntry } from "../model/peer.ts";
import type { Exit } from "../model/record.ts";
import type { Runtime } from "../model/words.ts";

/** A running program. Its two streams are separate, raw and complete. */
export interface Program {
	/** As it could be typed by hand, e.g. `docker exec …` or the argv itself. */
	readonly command: readonly string[];
	/** Leads a process group of this machine; null where it runs in a container. */
	readonly group: number | null;
	readonly stdout: Readable;
	readonly stderr: Readable;
	/** Resolves once the program has ended and both streams are at their end; never rejects. */
	readonly exit: Promise<Exit>;
	/** Sends a signal to the program and everything it started. No error where it has ended. */
	signal(name: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<void>;
}

/** Where a station is, for finding the address under which its server is reached. */
export interface Location {
	/** `elsewhere`: at an address that is the same for everybody, `bind` and `port`. */
	readonly where: "host" | "container" | "elsewhere";
	/** Address a server on this station is to bind, for its `--host`. */
	readonly bind: string;
	/** The port a server is to be given; 0 where it may choose. */
	readonly port: number;
	/** In a container: its alias on the network, and where this machine reaches `port`. */
	readonly alias: string | null;
	readonly fromHost: { readonly host: string; readonly port: number } | null;
}

/** A place where one peer's programs run: the host, or one container. */
export interface Station extends AsyncDisposable {
	readonly peer: string;
	readonly location: Location;
	/** Makes a local file visible to programs here; returns its path as they see it. */
	give(file: string): Promise<string>;
	/** Starts `ENTRYPOINT or command-prefix + argv`. Throws PeerStartError where it cannot. */
	start(argv: readonly string[]): Promise<Program>;
}

export interface Prepared {
	/** The image's id, where there is one. */
	readonly image: string | null;
}

export interface PeerRuntime extends AsyncDisposable {
	readonly runtime: Runtime;
	/** Where the harness's own ends listen, so that every station reaches them; null where that is nowhere. */
	readonly host: Location | null;
	/** True where containers are another machine's: then what has an image for that runs from it. */
	readonly remote: boolean;
	/**
	 * Sets the peer up (venv, build) or builds its image; `log` gets its output by line. Throws
	 * PeerStartError, also where `signal` is aborted meanwhile.
	 */
	prepare(peer: Peer, log: (line: string) => void, signal?: AbortSignal): Promise<Prepared>;
	/**
	 * A station for one server instance at a time, with the bound address decided; the port as well
	 * where `again` says that it will be started there more than once.
	 */
	serverStation(peer: Peer, server: ServerEntry, again?: boolean): Promise<Station>;
	/** A station for all batches of one client, several at a time. */
	clientStation(peer: Peer): Promise<Station>;
}

/** Where `what` can listen for the stations. Throws PeerStartError where none of them reaches this machine. */
export function hostOf({ host }: Pick<PeerRuntime, "host">, peer: string, what: string): Location {
	if (host !== null) return host;
	throw new PeerStartError(
		peer,
		`${peer}: the engine is not on this machine, and what runs there cannot reach ${what}, which would listen here`,
		"Name an address of this machine that the engine reaches (--host-address), use an engine on this machine (unset DOCKER_HOST), or --runtime process, or leave such cells out.",
	);
}
