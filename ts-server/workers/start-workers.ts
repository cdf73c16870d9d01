/** A server of several processes behind one address. */
import { createServer } from "node:net";
import { listenPlainly } from "../listen.ts";
import type { ServerOptions } from "../options.ts";
import { checkReadAnew } from "../read-file.ts";
import type { RunningServer } from "../running-server.ts";
import type { Shown } from "../serve-metrics.ts";
import { TlsRenewal } from "../tls-renewal.ts";
import { type PoolEvents, WorkerPool } from "./pool.ts";

/**
 * Starts as many workers as the options say, then listens, and hands each connection to one of them, in turn.
 *
 * @throws {StartError} where one of them cannot serve, or nobody can listen; none is left then.
 */
export async function startWorkers(
	options: ServerOptions,
	events: PoolEvents,
): Promise<RunningServer & { readonly metrics: Shown | null }> {
	// Each of them reads it, and so does who takes the place of one.
	checkReadAnew("--json_db_file", options.databaseFile, "database");
	const renewal = options.tls === null ? null : new TlsRenewal(options.tls);
	const pool = new WorkerPool(options, renewal?.first ?? null, events);
	await pool.start();
	// Nothing of a connection is read here: that is up to the worker.
	const listener = createServer({ pauseOnConnect: true, noDelay: true }, (socket) =>
		pool.connect(socket),
	);
	const address = await listenPlainly(listener, options, "--port").catch((error: unknown) => {
		pool.kill();
		throw error;
	});
	const metrics =
		options.metricsPort === null
			? null
			: new (await import("./metrics.ts")).AddedUp(() => pool.measure());
	const drain = () => {
		// Those that workers have are theirs.
		listener.close();
		return pool.drain();
	};
	return {
		address,
		drain,
		reload: () => pool.reload(),
		renew: () => {
			const material = renewal?.look() ?? null;
			if (material !== null) pool.renew(material);
			return material?.about ?? null;
		},
		metrics,
		stop: () => {
			listener.close();
			pool.kill();
		},
		[Symbol.asyncDispose]: async () => void (await drain()),
	};
}
