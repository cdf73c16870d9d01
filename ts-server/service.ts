import { fileURLToPath } from "node:url";
import { loadPackageDefinition } from "@grpc/grpc-js";
import { loadSync, type PackageDefinition } from "@grpc/proto-loader";
import type { ProtoGrpcType } from "../proto/generated/route_guide.ts";
import type { RouteGuideHandlers } from "../proto/generated/routeguide/RouteGuide.ts";
import { withoutDefaults } from "./canonical.ts";
import { getFeature } from "./get-feature.ts";
import { listFeatures } from "./list-features.ts";
import { recordRoute } from "./record-route.ts";
import { routeChat } from "./route-chat.ts";
import type { ServiceState } from "./service-state.ts";

/** The contract, read from proto/. */
export function loadDefinition(): PackageDefinition {
	const file = fileURLToPath(new URL("../proto/route_guide.proto", import.meta.url));
	// With defaults, scalars left out are 0 and "", and a sub-message left out is null.
	return loadSync(file, { keepCase: true, defaults: true, oneofs: true });
}

/** The contract as grpc-js takes it. Messages have the shape of the generated types, or are encoded. */
export function loadRouteGuide(): ProtoGrpcType["routeguide"] {
	const { routeguide } = loadPackageDefinition(loadDefinition()) as unknown as ProtoGrpcType;
	for (const method of Object.values(routeguide.RouteGuide.service)) {
		const { responseSerialize } = method;
		method.responseSerialize = (message: object) =>
			message instanceof Uint8Array
				? (message as Buffer)
				: responseSerialize(withoutDefaults(message));
	}
	return routeguide;
}

/** The four RPCs over one state. */
export function routeGuideHandlers(state: ServiceState): RouteGuideHandlers {
	return {
		GetFeature: getFeature(state),
		ListFeatures: listFeatures(state),
		RecordRoute: recordRoute(state),
		RouteChat: routeChat(state),
	};
}
