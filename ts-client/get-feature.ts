/** GetFeature, the unary RPC: the feature at a point. */
import { type CallOptions, Metadata } from "@grpc/grpc-js";
import type { Feature__Output } from "../proto/generated/routeguide/Feature.ts";
import type { Point } from "../proto/generated/routeguide/Point.ts";
import { callbackPromise, type UnaryCall } from "./call-shapes.ts";
import type { RouteGuideStub } from "./proto.ts";

/** Asks for the feature at `point` (degrees times 10^7). Where there is none, the response's name is empty. */
export function getFeature(
	stub: RouteGuideStub,
	point: Point,
	metadata: Metadata = new Metadata(),
	options: CallOptions = {},
): UnaryCall<Feature__Output> {
	const { promise, callback } = callbackPromise<Feature__Output>();
	const call = stub.GetFeature(point, metadata, options, callback);
	return { call, response: promise };
}
