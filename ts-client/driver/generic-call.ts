/** A call of a method that RouteGuide may not have, in unary shape, with an empty message. */
import type { CallOptions, Metadata } from "@grpc/grpc-js";
import { callbackPromise, type UnaryCall } from "../call-shapes.ts";
import type { RouteGuideStub } from "../proto.ts";
import { brief, type JsonObject } from "./shape.ts";
import { StepError } from "./step-error.ts";

/** Sends zero bytes to `path`; whatever comes back is reported as `{}`. Errors: {@link StepError} where `message` is not `{}`. */
export function genericCall(
	stub: RouteGuideStub,
	path: string,
	message: JsonObject,
	metadata: Metadata,
	options: CallOptions,
): UnaryCall<object> {
	if (Object.keys(message).length > 0) {
		throw new StepError(
			`${path}: expected the message {} for a generic call, got ${brief(message)}`,
		);
	}
	const { promise, callback } = callbackPromise<object>();
	const call = stub.makeUnaryRequest(
		path,
		() => Buffer.alloc(0),
		() => ({}),
		message,
		metadata,
		options,
		callback,
	);
	return { call, response: promise };
}
