/** Serves application/grpc to the letter, and no subtype. */
import type { Fault } from "../support/fault.ts";
import { answer, requestsWith } from "../support/requests.ts";

requestsWith((headers, stream) =>
	headers["content-type"] === "application/grpc" ? headers : answer(stream, { ":status": 415 }),
);
export const fault: Fault = {};
