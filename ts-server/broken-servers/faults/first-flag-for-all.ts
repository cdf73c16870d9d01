/** Takes all messages of a stream for compressed where the first one is, and for plain where it is not. */
import type { Fault } from "../support/fault.ts";
import { messagesWith, requestsWith } from "../support/requests.ts";

requestsWith((headers, stream) => {
	let first = 0;
	messagesWith(stream, {
		message: (frame, before) => {
			if (before === 0) first = frame.readUInt8();
			return Buffer.concat([Buffer.of(first), frame.subarray(1)]);
		},
	});
	return headers;
});
export const fault: Fault = {};
