/** ListFeatures, the server-streaming RPC: the features in a rectangle. */
import { type CallOptions, Metadata } from "@grpc/grpc-js";
import type { Feature__Output } from "../proto/generated/routeguide/Feature.ts";
import type { Rectangle } from "../proto/generated/routeguide/Rectangle.ts";
import { responsesOf, type ServerStreamingCall } from "./call-shapes.ts";
import type { RouteGuideStub } from "./proto.ts";

/** Asks for the features within `rectangle`, edges included, as the server finds them. */
export function listFeatures(
	stub: RouteGuideStub,
	rectangle: Rectangle,
	metadata: Metadata = new Metadata(),
	options: CallOptions = {},
): ServerStreamingCall<Feature__Output> {
	const call = stub.ListFeatures(rectangle, metadata, options);
	return { call, responses: responsesOf(call) };
}
