/** Takes the last message for whole where the stream ends amid it: as many fields as have come. */
import type { Fault } from "../support/fault.ts";
import { fieldsOf } from "../support/fields.ts";
import { frameOf, messagesWith, requestsWith } from "../support/requests.ts";

requestsWith((headers, stream) => {
	messagesWith(stream, {
		rest: (left) => {
			const fields = fieldsOf(left.subarray(5)).map(({ bytes }) => bytes);
			return left.length > 5 ? frameOf(Buffer.concat(fields)) : left;
		},
	});
	return headers;
});
export const fault: Fault = {};
