import { Server } from "@grpc/grpc-js";
import { BEHAVIOURS } from "./behaviour/behaviours.ts";
import { loadDatabase } from "./database.ts";
import { drain } from "./drain.ts";
import { FeatureTable } from "./feature-table.ts";
import { settleHalfClose } from "./half-close.ts";
import { listen } from "./listen.ts";
import { obey, throwing } from "./obey.ts";
import { OpenCalls } from "./open-calls.ts";
import type { ServerOptions } from "./options.ts";
import { loadRouteGuide, routeGuideHandlers } from "./service.ts";
import { addServices, Registrar } from "./services.ts";
import { loadCredentials } from "./tls.ts";
import { type WriteWitness, witnessCalls, witnessUnknownMethods } from "./witness.ts";

/** A server that accepts calls. Disposing of it drains it. */
export interface RunningServer extends AsyncDisposable {
	/** `host:port` as bound. */
	readonly address: string;
	/** Takes no more calls, and resolves once the running ones have ended. */
	drain(): Promise<void>;
	/** Ends the running calls as well. */
	stop(): void;
}

/**
 * Reads all that the options name, then listens.
 *
 * @throws {StartError} where something of it is not as it should be.
 */
export async function startServer(
	options: ServerOptions,
	writeWitness: WriteWitness,
): Promise<RunningServer> {
	const credentials = loadCredentials(options.tls);
	const features = new FeatureTable(loadDatabase(options.databaseFile));
	const behaviour = BEHAVIOURS[options.behaviour];
	const { service } = loadRouteGuide().RouteGuide;
	const calls = new OpenCalls();
	// The first interceptor is the innermost, next to the call itself.
	const witnesses = options.witness ? [witnessCalls(writeWitness)] : [];
	const obedience = options.obey ? [obey] : [];
	const server = new Server({
		interceptors: [...witnesses, calls.interceptor, settleHalfClose, ...obedience],
		"grpc.max_receive_message_length": options.maxReceiveBytes,
		...(Number.isFinite(options.maxConcurrentStreams)
			? { "grpc.max_concurrent_streams": options.maxConcurrentStreams }
			: {}),
	});
	const handlers = routeGuideHandlers({
		features,
		behaviour,
		openNotes: behaviour.rememberNotes(options),
	});
	const registrar = new Registrar(server, options.obey ? throwing : (same) => same);
	registrar.addService(service, handlers);
	await addServices(registrar, options);
	const address = await listen(server, options, credentials);
	const unwatch = options.witness ? witnessUnknownMethods(registrar.paths, writeWitness) : () => {};
	const stop = (): void => {
		server.forceShutdown();
		unwatch();
	};
	const drainAndStop = async (): Promise<void> => {
		await drain(server, calls);
		stop();
	};
	return {
		address,
		drain: drainAndStop,
		stop,
		[Symbol.asyncDispose]: drainAndStop,
	};
}
