/** A server of the bench: one instance, started as it stands alone, with what a load maker needs of it. */
import { join } from "node:path";
import type { Peer, ServerEntry } from "../../interop/model/peer.ts";
import { addressOf } from "../../interop/peers/address.ts";
import type { Certificates } from "../../interop/peers/certificates.ts";
import type { PeerRuntime } from "../../interop/peers/runtime.ts";
import {
	HOST,
	type RunningServer,
	SERVER_LIMITS,
	startServer,
} from "../../interop/peers/server.ts";
import { LogFile } from "../../interop/support/log-file.ts";
import type { DatabaseFiles } from "../databases/files.ts";
import type { Target } from "../load/target.ts";
import { groupUsage, type Usage } from "../machine/group-usage.ts";
import type { Features } from "../model/loads.ts";
import type { BenchTransport } from "../model/results.ts";

/** Flags that only the harness gives, as `interop/model/server-contract.md` says. */
const HARNESS_FLAGS = ["--witness", "--obey"];
/** A million features take a while to load. */
const READY_MS = 180_000;

export interface Entrant {
	readonly peer: Peer;
	readonly server: ServerEntry;
}

export interface Ground {
	readonly features: Features;
	readonly transport: BenchTransport;
	readonly files: DatabaseFiles;
	readonly runtime: PeerRuntime;
	readonly certificates: Certificates;
	/** Folder for the servers' logs. */
	readonly logs: string;
	readonly signal: AbortSignal;
}

export interface Contestant extends AsyncDisposable {
	readonly entrant: Entrant;
	readonly target: Target;
	readonly readyMs: number;
	usage(): Usage;
	/** Whether it still runs. */
	lives(): boolean;
	/** Stops it; what it says of itself, null where it says nothing. */
	stop(): Promise<{ readonly language: string; readonly grpc: string } | null>;
}

/** Starts one, and waits until it is ready. Throws PeerStartError. */
export async function enter(entrant: Entrant, ground: Ground): Promise<Contestant> {
	const { peer, server } = entrant;
	const { features, transport, certificates } = ground;
	const station = await ground.runtime.serverStation(peer, server);
	const id = `${server.name}.${features}.${transport}`;
	const began = performance.now();
	const running = await startServer(
		{
			id,
			peer,
			server: standingAlone(server),
			transport,
			certificates,
			certificate: "usual",
			settings: {},
			database: ground.files.database,
			log: new LogFile(join(ground.logs, `${id}.log`)),
			signal: ground.signal,
			limits: { ...SERVER_LIMITS, readyMs: READY_MS },
		},
		station,
	);
	const readyMs = performance.now() - began;
	const tls =
		transport === "plaintext"
			? null
			: { ca: await certificates.ca(), name: certificates.nameOf(server.name) };
	const stop = async () => (await running.stop()).ready;
	return {
		entrant,
		target: {
			address: addressOf(running.location, running.port, HOST),
			behaviour: server.behaviour,
			tls,
			files: ground.files,
		},
		readyMs,
		usage: () => groupUsage(groupOf(running)),
		lives: () => running.ended() === null,
		stop,
		async [Symbol.asyncDispose]() {
			await stop();
		},
	};
}

/** The server as people start it, not the harness. */
export function standingAlone(server: ServerEntry): ServerEntry {
	const command = server.command.filter((word) => !HARNESS_FLAGS.includes(word));
	return { ...server, command, witness: false, obeys: false };
}

function groupOf({ group }: RunningServer): number {
	if (group === null) throw new Error("a server of the process runtime has a process group");
	return group;
}
