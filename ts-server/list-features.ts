import type { handleServerStreamingCall } from "@grpc/grpc-js";
import type { Feature } from "../proto/generated/routeguide/Feature.ts";
import type { Rectangle__Output } from "../proto/generated/routeguide/Rectangle.ts";
import type { ServiceState } from "./service-state.ts";
import { fail, sendAll } from "./streams.ts";

/** ListFeatures: every feature inside the rectangle, in the database's order. */
export function listFeatures(
	state: ServiceState,
): handleServerStreamingCall<Rectangle__Output, Feature> {
	return async (call) => {
		try {
			if (await sendAll(call, state.features.within(call.request))) call.end();
		} catch (error) {
			fail(call, error);
		}
	};
}
