import { Server } from "@grpc/grpc-js";
import { BEHAVIOURS } from "./behaviour/behaviours.ts";
import { connectionOptions } from "./connection-limits.ts";
import { loadTable, type OnProgress } from "./database/load-table.ts";
import { drain } from "./drain.ts";
import { settleHalfClose } from "./half-close.ts";
import { listen } from "./listen.ts";
import { obey, throwing } from "./obey.ts";
import { OpenCalls } from "./open-calls.ts";
import type { ServerOptions } from "./options.ts";
import { loadRouteGuide, routeGuideHandlers } from "./service.ts";
import { addServices, HEALTH_WATCH, Registrar } from "./services.ts";
import { credentialsOf } from "./tls.ts";
import { TlsRenewal } from "./tls-renewal.ts";
import { type WriteWitness, witnessCalls, witnessUnknownMethods } from "./witness.ts";
import { writeAhead } from "./write-ahead.ts";

/** A server that accepts calls. Disposing of it drains it. */
export interface RunningServer extends AsyncDisposable {
	/** `host:port` as bound. */
	readonly address: string;
	/**
	 * Says NOT_SERVING, takes no more calls, and resolves once the running ones have ended.
	 *
	 * @returns how many of them had to be ended, since their time was over.
	 */
	drain(): Promise<number>;
	/**
	 * Reads the database again. Calls go on meanwhile; those that run keep what they began with.
	 *
	 * @returns how many features there are now.
	 * @throws {StartError} where it is not as it should be; the old one then stays.
	 */
	reload(): Promise<number>;
	/**
	 * Looks at the TLS files again. Connections that come from then on are shown what they hold.
	 *
	 * @returns which certificate that is, for people; null where they hold what they held, or there are none.
	 * @throws {StartError} where they are not in order; the old one then stays.
	 */
	renew(): string | null;
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
	onProgress: OnProgress = () => {},
): Promise<RunningServer> {
	const renewal = options.tls === null ? null : new TlsRenewal(options.tls);
	const credentials = credentialsOf(renewal?.first ?? null);
	const features = await loadTable(options.databaseFile, onProgress);
	const behaviour = BEHAVIOURS[options.behaviour];
	const { service } = loadRouteGuide().RouteGuide;
	// Who watches the server's health would watch it for ever, and learns that it ends.
	const calls = new OpenCalls([HEALTH_WATCH]);
	// The first interceptor is the innermost, next to the call itself.
	const witnesses = options.witness ? [witnessCalls(writeWitness)] : [];
	const obedience = options.obey ? [obey] : [];
	const server = new Server({
		interceptors: [writeAhead, ...witnesses, calls.interceptor, settleHalfClose, ...obedience],
		"grpc.max_receive_message_length": options.maxReceiveBytes,
		"grpc.max_send_message_length": options.maxSendBytes,
		...connectionOptions(options.connections),
		...(Number.isFinite(options.maxConcurrentStreams)
			? { "grpc.max_concurrent_streams": options.maxConcurrentStreams }
			: {}),
	});
	const state = { features, behaviour, openNotes: behaviour.rememberNotes(options) };
	const handlers = routeGuideHandlers(state);
	const registrar = new Registrar(server, options.obey ? throwing : (same) => same);
	registrar.addService(service, handlers);
	const notServing = await addServices(registrar, options);
	const address = await listen(server, options, credentials);
	const unwatch = options.witness ? witnessUnknownMethods(registrar.paths, writeWitness) : () => {};
	const stop = (): void => {
		server.forceShutdown();
		unwatch();
	};
	const drainAndStop = async (): Promise<number> => {
		notServing();
		const ended = await drain(server, calls, options.drainTimeoutMs);
		stop();
		return ended;
	};
	return {
		address,
		drain: drainAndStop,
		reload: async () => {
			const table = await loadTable(options.databaseFile, onProgress);
			state.features = table;
			return table.size;
		},
		renew: () => {
			const material = renewal?.look() ?? null;
			if (material === null) return null;
			credentials.renew(material);
			return material.about;
		},
		stop,
		[Symbol.asyncDispose]: async () => void (await drainAndStop()),
	};
}
