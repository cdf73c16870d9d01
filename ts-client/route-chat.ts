/** RouteChat, the bidirectional-streaming RPC: notes in, earlier notes of the same place out. */
import { type CallOptions, Metadata } from "@grpc/grpc-js";
import type { RouteNote, RouteNote__Output } from "../proto/generated/routeguide/RouteNote.ts";
import { type BidirectionalStreamingCall, responsesOf, sendTo } from "./call-shapes.ts";
import type { RouteGuideStub } from "./proto.ts";

/** Begins a chat: `send` notes and read `responses` side by side; `halfClose` ends it once the server has answered. */
export function routeChat(
	stub: RouteGuideStub,
	metadata: Metadata = new Metadata(),
	options: CallOptions = {},
): BidirectionalStreamingCall<RouteNote, RouteNote__Output> {
	const call = stub.RouteChat(metadata, options);
	return { call, send: sendTo(call), halfClose: () => call.end(), responses: responsesOf(call) };
}
