/** What a server offers beside RouteGuide, where it is asked to: health checks, and reflection. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type {
	MethodDefinition,
	Server,
	ServiceDefinition,
	UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { loadSync, type PackageDefinition } from "@grpc/proto-loader";
import { loadDefinition } from "./service.ts";

/** Where services are added: all that the libraries here need of a server. */
export type Registry = Pick<Server, "addService">;

/** Which of them; both are off unless asked for. */
export interface ServiceChoice {
	/** grpc.health.v1: RouteGuide, and the server as a whole (""), are SERVING, until it is drained. */
	readonly health: boolean;
	/** grpc.reflection.v1, and v1alpha as older clients know it: of all services that are served. */
	readonly reflection: boolean;
}

/** What health checks are about: the server as a whole, and RouteGuide. */
const CHECKED = ["", "routeguide.RouteGuide"];
/** A call of health checks that lasts for as long as its client wants. */
export const HEALTH_WATCH = "/grpc.health.v1.Health/Watch";

/**
 * Adds the chosen services. Their libraries are loaded only then: most servers start without.
 *
 * @returns what tells health checks, and those that watch, that the server is NOT_SERVING from now on.
 */
export async function addServices(
	registry: Registry,
	{ health, reflection }: ServiceChoice,
): Promise<() => void> {
	const definitions: PackageDefinition[] = [];
	let notServing = () => {};
	if (health) {
		const { HealthImplementation, protoPath } = await import("grpc-health-check");
		const served = Object.fromEntries(CHECKED.map((name) => [name, "SERVING" as const]));
		const checks = new HealthImplementation(served);
		checks.addToServer(registry as Server);
		notServing = () => {
			for (const name of CHECKED) checks.setStatus(name, "NOT_SERVING");
		};
		definitions.push(loadSync(protoPath));
	}
	if (reflection) {
		const { ReflectionService } = await import("@grpc/reflection");
		const own = (["v1", "v1alpha"] as const).map((version) => loadSync(reflectionProto(version)));
		// It lists services in this order: by name, as the other languages' libraries do.
		const all: PackageDefinition = Object.assign({}, ...definitions, ...own, loadDefinition());
		new ReflectionService(all).addToServer(registry);
	}
	return notServing;
}

/** The library's own contract, which it does not export. */
function reflectionProto(version: "v1" | "v1alpha"): string {
	const main = createRequire(import.meta.url).resolve("@grpc/reflection");
	return join(main, "../../proto/grpc/reflection", version, "reflection.proto");
}

/** Passes services on to a server, and remembers them. */
export class Registrar implements Registry {
	readonly #server: Server;
	readonly #around: <All extends UntypedServiceImplementation>(handlers: All) => All;
	readonly #methods = new Map<string, MethodDefinition<object, object>>();

	/** `around`: what is put around the handlers of each service. */
	constructor(
		server: Server,
		around: <All extends UntypedServiceImplementation>(handlers: All) => All,
	) {
		this.#server = server;
		this.#around = around;
	}

	addService(service: ServiceDefinition, handlers: UntypedServiceImplementation): void {
		for (const method of Object.values(service)) this.#methods.set(method.path, method);
		this.#server.addService(service, this.#around(handlers));
	}

	/** All methods so far, by their paths. */
	get methods(): ReadonlyMap<string, MethodDefinition<object, object>> {
		return this.#methods;
	}
}
