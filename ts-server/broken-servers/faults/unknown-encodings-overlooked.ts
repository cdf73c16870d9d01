/** Reads messages in an encoding that it does not know as they are. */
import type { Fault } from "../support/fault.ts";
import { requestsWith } from "../support/requests.ts";

requestsWith((headers) => {
	const { "grpc-encoding": encoding, ...rest } = headers;
	return ["identity", "deflate", "gzip"].includes(String(encoding)) ? headers : rest;
});
export const fault: Fault = {};
