/** Faults in the services that are served beside RouteGuide. */
import type {
	handleServerStreamingCall,
	handleUnaryCall,
	ServiceDefinition,
	UntypedHandleCall,
} from "@grpc/grpc-js";
import type { Fault } from "./fault.ts";

const HEALTH = "/grpc.health.v1.Health/";

/** As grpc-health-check has its messages. */
export interface HealthHandlers {
	readonly check: handleUnaryCall<{ service: string }, { status: string }>;
	readonly watch: handleServerStreamingCall<{ service: string }, { status: string }>;
	readonly list: handleUnaryCall<object, { statuses: Record<string, { status: string }> }>;
}

/** Health checks, some of them by other handlers. */
export function health(change: (real: HealthHandlers) => Partial<HealthHandlers>): Fault {
	return {
		registry: (real) => ({
			addService(service, handlers) {
				const changed = serves(service, HEALTH)
					? { ...handlers, ...change(handlers as unknown as HealthHandlers) }
					: handlers;
				real.addService(service, changed as typeof handlers);
			},
		}),
	};
}

/** A request and a response of reflection, as @grpc/reflection has them. */
export interface Asked {
	readonly messageRequest?: string;
	readonly fileContainingSymbol?: string;
}
export interface Answer {
	readonly validHost?: string;
	readonly originalRequest?: Asked;
	readonly listServicesResponse?: { readonly service: readonly { readonly name: string }[] };
	readonly fileDescriptorResponse?: { readonly fileDescriptorProto: readonly Uint8Array[] };
	readonly errorResponse?: { readonly errorCode: number; readonly errorMessage: string };
}
/** A stream of them, as far as faults take hold of it. */
export interface ReflectionStream {
	write(answer: Answer): boolean;
	end(): void;
	destroy(error: Error): void;
	emit(event: "error", error: object): boolean;
}

/** Reflection over a stream that `change` may have got hold of first. */
export function reflecting(change: (stream: ReflectionStream) => void): Fault {
	return {
		registry: (real) => ({
			addService(service, handlers) {
				const info = handlers.ServerReflectionInfo as unknown;
				if (typeof info !== "function") {
					real.addService(service, handlers);
					return;
				}
				const changed = (stream: ReflectionStream) => {
					change(stream);
					info(stream);
				};
				real.addService(service, {
					ServerReflectionInfo: changed as unknown as UntypedHandleCall,
				});
			},
		}),
	};
}

/** Reflection whose answers are changed, one by one. */
export function answering(change: (answer: Answer) => Answer): Fault {
	return reflecting((stream) => {
		const write = stream.write.bind(stream);
		stream.write = (answer) => write(change(answer));
	});
}

/** Reflection that does not know some symbols. */
export function forgetting(symbol: (name: string) => boolean): Fault {
	return answering((answer) => {
		const asked = answer.originalRequest?.fileContainingSymbol;
		if (asked === undefined || !symbol(asked)) return answer;
		const { fileDescriptorResponse: _, ...rest } = answer;
		return { ...rest, errorResponse: { errorCode: 5, errorMessage: "not found" } };
	});
}

/** Reflection that lists only those services. */
export function listing(keeps: (name: string) => boolean): Fault {
	return answering((answer) => {
		const { listServicesResponse: list } = answer;
		if (list === undefined) return answer;
		return {
			...answer,
			listServicesResponse: { service: list.service.filter((it) => keeps(it.name)) },
		};
	});
}

/** True where the service's methods are below that path. */
export function serves(service: ServiceDefinition, path: string): boolean {
	return Object.values(service).every((method) => method.path.startsWith(path));
}
