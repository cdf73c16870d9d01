/** Starts the real server's parts with one fault among them. */
import { Server } from "@grpc/grpc-js";
import type { RouteGuideHandlers } from "../../../proto/generated/routeguide/RouteGuide.ts";
import { BEHAVIOURS } from "../../behaviour/behaviours.ts";
import { FeatureTable, tableDataOf } from "../../database/feature-table.ts";
import { readFeatures } from "../../database/read-features.ts";
import { drain } from "../../drain.ts";
import { settleHalfClose } from "../../half-close.ts";
import { listen } from "../../listen.ts";
import { obey, throwing } from "../../obey.ts";
import { OpenCalls } from "../../open-calls.ts";
import type { ServerOptions } from "../../options.ts";
import { loadRouteGuide, routeGuideHandlers } from "../../service.ts";
import { addServices, HEALTH_WATCH, Registrar } from "../../services.ts";
import { credentialsOf } from "../../tls.ts";
import { readTlsFiles } from "../../tls-files.ts";
import { type WriteWitness, witnessCalls, witnessUnknownMethods } from "../../witness.ts";
import { writeAhead } from "../../write-ahead.ts";
import type { Fault } from "./fault.ts";

/** A server that accepts calls. */
export interface Started {
	/** `host:port` as bound. */
	readonly address: string;
	/** Does what it does before it ends. */
	stop(): Promise<void>;
}

/** As the real server starts, but for what `fault` says. */
export async function startBroken(
	typed: ServerOptions,
	fault: Fault,
	writeWitness: WriteWitness,
): Promise<Started> {
	const options = fault.asked?.(typed) ?? typed;
	const loaded = [...readFeatures(options.databaseFile)];
	const given = fault.loaded?.(loaded) ?? loaded;
	const features = fault.Table ? new fault.Table(given) : new FeatureTable(tableDataOf(given));
	const real = BEHAVIOURS[options.behaviour];
	const behaviour = fault.behaviour?.(real) ?? real;
	const { service } = loadRouteGuide().RouteGuide;
	for (const method of Object.values(service)) {
		const { requestDeserialize, responseSerialize } = method;
		method.requestDeserialize = (bytes: Buffer) => {
			fault.received?.(bytes);
			return requestDeserialize(fault.read?.(bytes) ?? bytes);
		};
		method.responseSerialize = (message: object) => {
			const bytes = responseSerialize(message as never);
			return fault.written?.(bytes) ?? bytes;
		};
	}
	const calls = new OpenCalls([HEALTH_WATCH]);
	const server = new Server({
		"grpc.max_receive_message_length": options.maxReceiveBytes,
		...(Number.isFinite(options.maxConcurrentStreams)
			? { "grpc.max_concurrent_streams": options.maxConcurrentStreams }
			: {}),
		...fault.grpc,
		interceptors: [
			writeAhead,
			witnessCalls(writeWitness),
			calls.interceptor,
			settleHalfClose,
			...(fault.interceptor ? [fault.interceptor] : []),
			...(options.obey ? [obey] : []),
		],
	});
	const openNotes = behaviour.rememberNotes(options);
	const handlers = routeGuideHandlers({ features, behaviour, openNotes });
	const served: RouteGuideHandlers = Object.assign({ ...handlers }, fault.handlers?.(handlers));
	const registrar = new Registrar(server, options.obey ? throwing : (same) => same);
	registrar.addService(service, served);
	fault.extra?.(server, handlers);
	const notServing = await addServices(fault.registry?.(registrar) ?? registrar, options);
	const material = options.tls === null ? null : readTlsFiles(options.tls);
	const address = await listen(server, options, credentialsOf(material));
	witnessUnknownMethods(registrar.methods, writeWitness);
	const drained = async (): Promise<void> => {
		notServing();
		await drain(server, calls, options.drainTimeoutMs);
	};
	return { address, stop: () => (fault.stopped ?? ((real) => real()))(drained, calls) };
}
