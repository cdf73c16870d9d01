/** Fails a unary call with a second message as INTERNAL. */
import { status } from "@grpc/grpc-js";
import type { Fault } from "../support/fault.ts";
import { messagesWith, refuse, requestsWith } from "../support/requests.ts";

requestsWith((headers, stream) => {
	if (headers[":path"]?.endsWith("GetFeature")) {
		messagesWith(stream, {
			message: (frame, before) => {
				if (before === 0) return frame;
				refuse(stream, status.INTERNAL);
				// grpc-js has its own answer on its way: the stream is over before it comes.
				stream.close();
				return null;
			},
		});
	}
	return headers;
});
export const fault: Fault = {};
