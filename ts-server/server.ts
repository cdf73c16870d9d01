import type { Socket } from "node:net";
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
import { checkReadAnew } from "./read-file.ts";
import type { RunningServer } from "./running-server.ts";
import { loadRouteGuide, routeGuideHandlers } from "./service.ts";
import { addServices, HEALTH_WATCH, Registrar } from "./services.ts";
import { credentialsOf } from "./tls.ts";
import type { TlsMaterial } from "./tls-files.ts";
import { TlsRenewal } from "./tls-renewal.ts";
import { type WriteWitness, witnessCalls, witnessUnknownMethods } from "./witness.ts";
import { writeAhead } from "./write-ahead.ts";

/** Who is told of what a server does; what is absent is not asked for. */
export interface Told {
	/** Is given the witness of each call, where the options ask for it. */
	readonly witness?: WriteWitness;
	readonly progress?: OnProgress;
	readonly observers?: readonly CallObserver[];
}

/** A server that has all that it serves, and takes connections once it is told from where. */
export interface NewServer {
	/** From an address of its own. @returns `host:port` as bound. @throws {StartError} where it cannot be. */
	listen(): Promise<string>;
	/** From whoever has accepted them. @returns what takes each. */
	inject(): (connection: Socket) => void;
	/** As {@link RunningServer}. @returns how many calls had to be ended. */
	drain(): Promise<number>;
	/** Reads the database again, to be used once it is taken. @throws {StartError} */
	prepare(): Promise<{ readonly features: number; take(): void }>;
	/** Connections that come from then on are shown it. */
	renew(material: TlsMaterial): void;
	/** How many features there are. */
	readonly features: number;
	/** As {@link RunningServer}. */
	stop(): void;
}

/**
 * Reads the database that the options name, and makes a server of it.
 *
 * @param tls null: it speaks plaintext.
 * @throws {StartError} where the database is not as it should be.
 */
export async function newServer(
	options: ServerOptions,
	tls: TlsMaterial | null,
	{ witness = () => {}, progress = () => {}, observers = [] }: Told,
): Promise<NewServer> {
	const credentials = credentialsOf(tls);
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
	const injected = new Set<Socket>();
	return {
		listen: () => listen(server, options, credentials),
		inject: () => {
			const injector = server.createConnectionInjector(credentials);
			return (connection) => {
				injected.add(connection);
				connection.once("close", () => injected.delete(connection));
				injector.injectConnection(connection);
			};
		},
		drain: async () => {
			notServing();
			const ended = await drain(server, calls, options.drainTimeoutMs, injected);
			stop();
			return ended;
		},
		prepare: async () => {
			checkReadAnew("--json_db_file", options.databaseFile, "database");
			const table = await loadTable(options.databaseFile, progress);
			const take = (): void => {
				state.features = table;
			};
			return { features: table.size, take };
		},
		renew: (material) => credentials.renew(material),
		get features() {
			return state.features.size;
		},
		stop,
	};
}

/**
 * Reads all that the options name, then listens.
 *
 * @throws {StartError} where something of it is not as it should be.
 */
export async function startServer(
	options: ServerOptions,
	told: Told = {},
): Promise<RunningServer & Pick<NewServer, "features">> {
	const renewal = options.tls === null ? null : new TlsRenewal(options.tls);
	const server = await newServer(options, renewal?.first ?? null, told);
	const address = await server.listen().catch((error: unknown) => {
		server.stop();
		throw error;
	});
	const drained = async () => ({ ended: await server.drain(), lost: 0 });
	return {
		address,
		drain: drained,
		reload: async () => {
			const { features, take } = await server.prepare();
			take();
			return features;
		},
		renew: () => {
			const material = renewal?.look() ?? null;
			if (material === null) return null;
			server.renew(material);
			return material.about;
		},
		get features() {
			return server.features;
		},
		stop: server.stop,
		[Symbol.asyncDispose]: async () => void (await drained()),
	};
}
