/** Answers requests without te: trailers with HTTP 400. */
import type { Fault } from "../support/fault.ts";
import { answer, requestsWith } from "../support/requests.ts";

requestsWith((headers, stream) =>
	headers.te === "trailers" ? headers : answer(stream, { ":status": 400 }),
);
export const fault: Fault = {};
