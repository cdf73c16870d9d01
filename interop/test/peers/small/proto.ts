/** GetFeature, the only method that the small peer has. */
import { join } from "node:path";
import type { GrpcObject, ServiceClientConstructor, ServiceDefinition } from "@grpc/grpc-js";
import { loadPackageDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

const FILE = join(import.meta.dirname, "../../../../proto/route_guide.proto");

export interface Feature {
	readonly name: string;
	readonly location: { readonly latitude: number; readonly longitude: number } | null;
}

/** The stub's class, with the service it stands for. */
export function routeGuide(): ServiceClientConstructor & { readonly service: ServiceDefinition } {
	const definition = loadSync(FILE, { keepCase: true, defaults: true });
	const { routeguide } = loadPackageDefinition(definition) as { routeguide: GrpcObject };
	return routeguide.RouteGuide as ServiceClientConstructor;
}
