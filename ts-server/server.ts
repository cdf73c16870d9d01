import { Server } from "@grpc/grpc-js";
import { BEHAVIOURS } from "./behaviour/behaviours.ts";
import { connectionOptions } from "./connection-limits.ts";
import { loadTable, type OnProgress } from "./database/load-table.ts";
import { drain } from "./drain.ts";
import { settleHalfClose } from "./half-close.ts";
import { listen } from "./listen.ts";
import { obey, throwing } from "./obey.ts";
import { type CallObserver, observeUnknownMethods, observing } from "./observe.ts";
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
	/** How many features there are. */
	readonly features: number;
	/** Ends the running calls as well. */
	stop(): void;
}

/** Who is told of what a server does; what is absent is not asked for. */
export interface Told {
	/** Is given the witness of each call, where the options ask for it. */
	readonly witness?: WriteWitness;
	readonly progress?: OnProgress;
	readonly observers?: readonly CallObserver[];
}

/**
 * Reads all that the options name, then listens.
 *
 * @throws {StartError} where something of it is not as it should be.
 */
export async function startServer(
	options: ServerOptions,
	{ witness = () => {}, progress = () => {}, observers = [] }: Told = {},
): Promise<RunningServer> {
	const renewal = options.tls === null ? null : new TlsRenewal(options.tls);
	const credentials = credentialsOf(renewal?.first ?? null);
	const features = await loadTable(options.databaseFile, progress);
	const behaviour = BEHAVIOURS[options.behaviour];
	const { service } = loadRouteGuide().RouteGuide;
	// Who watches the server's health would watch it for ever, and learns that it ends.
	const calls = new OpenCalls([HEALTH_WATCH]);
	// The first interceptor is the innermost, next to the call itself.
	const witnesses = options.witness ? [witnessCalls(witness)] : [];
	const observed = observers.length > 0 ? [observing(observers)] : [];
	const obedience = options.obey ? [obey] : [];
	const server = new Server({
		interceptors: [
			writeAhead,
			...witnesses,
			...observed,
			calls.interceptor,
			settleHalfClose,
			...obedience,
		],
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
	const { methods } = registrar;
	for (const observer of observers) observer.serves?.(methods.values());
	const unwatch = [
		...(options.witness ? [witnessUnknownMethods(methods, witness)] : []),
		...(observers.length > 0 ? [observeUnknownMethods(methods, observers)] : []),
	];
	const stop = (): void => {
		server.forceShutdown();
		for (const end of unwatch) end();
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
			const table = await loadTable(options.databaseFile, progress);
			state.features = table;
			return table.size;
		},
		renew: () => {
			const material = renewal?.look() ?? null;
			if (material === null) return null;
			credentials.renew(material);
			return material.about;
		},
		get features() {
			return state.features.size;
		},
		stop,
		[Symbol.asyncDispose]: async () => void (await drainAndStop()),
	};
}
