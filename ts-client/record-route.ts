/** RecordRoute, the client-streaming RPC: points in, one summary out. */
import { type CallOptions, Metadata } from "@grpc/grpc-js";
import type { Point } from "../proto/generated/routeguide/Point.ts";
import type { RouteSummary__Output } from "../proto/generated/routeguide/RouteSummary.ts";
import { type ClientStreamingCall, callbackPromise, sendTo } from "./call-shapes.ts";
import type { RouteGuideStub } from "./proto.ts";

/** Begins a route: `send` each point, `halfClose`, then await `response` (distance in metres, time in seconds). */
export function recordRoute(
	stub: RouteGuideStub,
	metadata: Metadata = new Metadata(),
	options: CallOptions = {},
): ClientStreamingCall<Point, RouteSummary__Output> {
	const { promise, callback } = callbackPromise<RouteSummary__Output>();
	const call = stub.RecordRoute(metadata, options, callback);
	return { call, send: sendTo(call), halfClose: () => call.end(), response: promise };
}
