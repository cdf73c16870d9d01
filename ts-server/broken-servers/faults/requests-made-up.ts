/** Takes a request without a message for one with an empty message, where it wants one. */
import type { Fault } from "../support/fault.ts";
import { frameOf, messagesWith, requestsWith } from "../support/requests.ts";

requestsWith((headers, stream) => {
	if (/(GetFeature|ListFeatures)$/.test(String(headers[":path"]))) {
		messagesWith(stream, {
			rest: (left, before) => (before === 0 ? frameOf(Buffer.alloc(0)) : left),
		});
	}
	return headers;
});
export const fault: Fault = {};
