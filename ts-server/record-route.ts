import type { handleClientStreamingCall } from "@grpc/grpc-js";
import type { Point__Output } from "../proto/generated/routeguide/Point.ts";
import type { RouteSummary } from "../proto/generated/routeguide/RouteSummary.ts";
import type { ServiceState } from "./service-state.ts";
import { StatusError } from "./status-error.ts";
import { messagesOf } from "./streams.ts";

/** RecordRoute: counts points and features, adds up the distance, and times the call. */
export function recordRoute(
	state: ServiceState,
): handleClientStreamingCall<Point__Output, RouteSummary> {
	return async (call, callback) => {
		const { features, behaviour } = state;
		const started = performance.now();
		const odometer = behaviour.newOdometer();
		let points = 0;
		let visits = 0;
		let previous: Point__Output | null = null;
		try {
			for await (const point of messagesOf<Point__Output>(call)) {
				points += 1;
				visits += behaviour.countVisit(features.count(point));
				if (previous !== null) {
					odometer.add(previous, point);
				}
				previous = point;
			}
			callback(null, {
				point_count: points,
				feature_count: visits,
				distance: odometer.total(),
				elapsed_time: Math.trunc((performance.now() - started) / 1000),
			});
		} catch (error) {
			if (!call.cancelled) {
				callback(StatusError.from(error));
			}
		}
	};
}
