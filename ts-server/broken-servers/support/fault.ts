/** What can be broken in a server: places where a fault takes hold of an otherwise real one. */
import type { ServerOptions as GrpcOptions, Server, ServerInterceptor } from "@grpc/grpc-js";
import type { Feature__Output } from "../../../proto/generated/routeguide/Feature.ts";
import type { RouteGuideHandlers } from "../../../proto/generated/routeguide/RouteGuide.ts";
import type { Behaviour } from "../../behaviour/behaviour.ts";
import type { Features } from "../../features.ts";
import type { OpenCalls } from "../../open-calls.ts";
import type { ServerOptions } from "../../options.ts";
import type { Registry } from "../../services.ts";

/** One property broken; whatever is absent works as in the real server. */
export interface Fault {
	/** What it was asked to be, misunderstood. */
	readonly asked?: (options: ServerOptions) => ServerOptions;
	/** The database as loaded. */
	readonly loaded?: (features: readonly Feature__Output[]) => readonly Feature__Output[];
	/** How features are looked up. */
	readonly Table?: new (
		features: readonly Feature__Output[],
	) => Features;
	readonly behaviour?: (behaviour: Behaviour) => Behaviour;
	/** RPCs in the stead of the real ones. */
	readonly handlers?: (real: RouteGuideHandlers) => Partial<RouteGuideHandlers>;
	/** Called with a request's bytes before they are decoded; may throw. */
	readonly received?: (bytes: Buffer) => void;
	/** What is decoded in a request's stead; may throw. */
	readonly read?: (bytes: Buffer) => Buffer;
	/** What is sent in a response's stead. */
	readonly written?: (bytes: Buffer) => Buffer;
	/** What lies between the handlers and the wire, as a library may break it. */
	readonly interceptor?: ServerInterceptor;
	/** The library's options, e.g. limits. */
	readonly grpc?: GrpcOptions;
	/** Where health checks and reflection are added, in the stead of the real server. */
	readonly registry?: (real: Registry) => Registry;
	/** What it does when it is stopped, before the process ends, in the stead of `drain`. */
	readonly stopped?: (drain: () => Promise<void>, calls: OpenCalls) => Promise<void>;
	/** Adds what the real server does not serve. */
	readonly extra?: (server: Server, handlers: RouteGuideHandlers) => void;
}
