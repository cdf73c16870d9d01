/** Keeps the point that it was asked for where the next call overwrites it. */
import type { Point__Output } from "../../../proto/generated/routeguide/Point.ts";
import type { Fault } from "../support/fault.ts";

let asked: Point__Output;

export const fault: Fault = {
	handlers: ({ GetFeature }) => ({
		GetFeature(call, callback) {
			asked = call.request;
			setImmediate(() => GetFeature(Object.assign(call, { request: asked }), callback));
		},
	}),
};
