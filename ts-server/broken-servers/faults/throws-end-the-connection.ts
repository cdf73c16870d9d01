/** Closes the connection after each call that fails as UNKNOWN, as one does whose handler throws. */
import { ServerInterceptingCall, status } from "@grpc/grpc-js";
import { streamOf } from "../../http2-stream.ts";
import type { Fault } from "../support/fault.ts";

export const fault = {
	interceptor: (_method, call) =>
		new ServerInterceptingCall(call, {
			sendStatus: (end, next) => {
				// Once the call is over, its stream has no session any more.
				const stream = streamOf(call);
				const session = stream.session;
				// Its own status is let through: the answer to a ping comes after it.
				const destroy = () => session?.destroy();
				if (end.code === status.UNKNOWN) stream.once("close", () => session?.ping(destroy));
				next(end);
			},
		}),
} satisfies Fault;
