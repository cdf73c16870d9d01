import type { handleUnaryCall } from "@grpc/grpc-js";
import type { Feature } from "../proto/generated/routeguide/Feature.ts";
import type { Point__Output } from "../proto/generated/routeguide/Point.ts";
import type { ServiceState } from "./service-state.ts";

/** GetFeature: the first feature at the point, or one without a name at the same point. */
export function getFeature(state: ServiceState): handleUnaryCall<Point__Output, Feature> {
	return (call, callback) => {
		const point = call.request;
		callback(null, state.features.first(point) ?? { name: "", location: point });
	};
}
