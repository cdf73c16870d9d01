/** The TypeScript server in a process of its own, as people start it, over plaintext. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { databaseFiles } from "../bench/databases/files.ts";
import { type Contestant, type Entrant, enter } from "../bench/measure/contestant.ts";
import { UsageError } from "../interop/model/error.ts";
import { runCertificates } from "../interop/peers/certificates.ts";
import { loadPeer } from "../interop/peers/load.ts";
import { processRuntime } from "../interop/peers/process/runtime.ts";

const FOLDER = resolve(import.meta.dirname, "../ts-server");
/** Of the database. */
const FEATURES = 100;

/** `ts-python` or `ts-go`. Throws UsageError for a name that it does not go by. */
export function tsServer(name: string): Entrant {
	const peer = loadPeer(FOLDER, true);
	const server = peer.servers.find((one) => one.name === name);
	if (server !== undefined) return { peer, server };
	const names = peer.servers.map((one) => one.name).join(", ");
	throw new UsageError(`--server ${name}: there is no such server`, `There are ${names}.`);
}

/**
 * Starts it, does `work` with it, and stops it however that ends; its log goes with it. Throws PeerStartError
 * where it does not start.
 */
export async function withServer<T>(
	entrant: Entrant,
	{ signal, log }: { readonly signal: AbortSignal; log(line: string): void },
	work: (server: Contestant) => Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), "standing-alone-"));
	try {
		await using runtime = processRuntime();
		await using running = await enter(entrant, {
			features: FEATURES,
			transport: "plaintext",
			files: await databaseFiles(FEATURES, log, signal),
			runtime,
			certificates: runCertificates(join(folder, "certificates")),
			logs: folder,
			signal,
		});
		return await work(running);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
