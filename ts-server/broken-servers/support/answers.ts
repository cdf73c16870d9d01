/** Faults in the answers of the two RPCs that give one. */
import type { handleClientStreamingCall, handleUnaryCall } from "@grpc/grpc-js";
import type { Feature } from "../../../proto/generated/routeguide/Feature.ts";
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import type { RouteSummary } from "../../../proto/generated/routeguide/RouteSummary.ts";
import { loadRouteGuide } from "../../service.ts";
import { StatusError } from "../../status-error.ts";
import type { Fault } from "./fault.ts";

/** GetFeature's answers changed; what `change` throws is the status. */
export function answering(change: (feature: Feature, asked: Point__Output) => Feature): Fault {
	return {
		handlers: ({ GetFeature }) => ({
			GetFeature: ((call, callback) =>
				GetFeature(call, (error, feature) => {
					try {
						callback(error, feature ? change(decoded(feature), call.request) : feature);
					} catch (problem) {
						callback(StatusError.from(problem));
					}
				})) satisfies handleUnaryCall<Point__Output, Feature>,
		}),
	};
}

const { GetFeature: definition } = loadRouteGuide().RouteGuide.service;

/** The real table gives its features encoded. */
function decoded(feature: Feature): Feature {
	return feature instanceof Uint8Array
		? definition.responseDeserialize(feature as Buffer)
		: feature;
}

/** RecordRoute's summaries changed. */
export function summing(change: (summary: Required<Numbers>) => Numbers): Fault {
	return {
		handlers: ({ RecordRoute }) => ({
			RecordRoute: ((call, callback) =>
				RecordRoute(call, (error, summary) => {
					callback(error, summary ? change(summary as Required<Numbers>) : summary);
				})) satisfies handleClientStreamingCall<Point__Output, RouteSummary>,
		}),
	};
}

/** A summary, whose fields are all numbers. */
export interface Numbers {
	readonly point_count?: number;
	readonly feature_count?: number;
	readonly distance?: number;
	readonly elapsed_time?: number;
}
