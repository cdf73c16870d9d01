/** Has room for thirty routes that fail. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";

let failures = 0;

export const fault = {
	interceptor: ({ path }, call) =>
		new ServerInterceptingCall(call, {
			sendStatus: (end, next) => {
				const counts = path.endsWith("RecordRoute");
				if (counts && end.code !== status.OK) failures += 1;
				next(counts && failures > 30 ? { code: status.RESOURCE_EXHAUSTED, details: "full" } : end);
			},
		}),
} satisfies Fault;
